package dev.orrery.engine.interp;

import org.jspecify.annotations.Nullable;

/** Code that is a generated class of its own: a trace or a region. */
abstract class Translated extends LinkedCode {
  private int bytes;

  /** As {@link LinkedCode}, whose parameters these are. */
  Translated(CodeCache cache, long pc, int length, long[] targets, @Nullable BlockTallies tallies) {
    super(cache, pc, length, targets, tallies);
  }

  /** As {@link LinkedCode}, whose parameters these are. */
  Translated(
      CodeCache cache,
      long pc,
      int length,
      long[] targets,
      Code[] links,
      @Nullable BlockTallies tallies) {
    super(cache, pc, length, targets, links, tallies);
  }

  /** Its class, and those of what only it needs, were made of so many bytes of class files. */
  final void madeOf(int bytes) {
    this.bytes = bytes;
  }

  /** As {@link #madeOf}. */
  final int bytes() {
    return bytes;
  }
}
