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

  /** Its class was made of a class file of so many bytes. */
  final void madeOf(int bytes) {
    this.bytes = bytes;
  }

  /** How many bytes its class file has. */
  final int bytes() {
    return bytes;
  }
}
