package dev.orrery.engine.interp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Code with exits to known addresses. An exit is linked when it is first taken, and cut again when
 * what it goes to is forgotten.
 */
abstract class LinkedCode extends Code {
  /** Where the exits go: executable code, or the {@link Unlinked} of that exit. */
  final Code[] links;

  private final Unlinked[] unlinked;

  /** Exits of other pieces that are linked to this one. */
  private final List<Unlinked> incoming = new ArrayList<>();

  /** The last target of a computed jump out of here: an inline cache of one entry. */
  private Code lastIndirect;

  private int samples;

  /** How many {@link #samples} are enough the next time; 0 as long as none were. */
  private int enough;

  LinkedCode(CodeCache cache, long pc, int length, long[] targets, @Nullable BlockTallies tallies) {
    this(cache, pc, length, targets, new Code[targets.length], tallies);
  }

  /** With an array for its {@link #links}, one for each target. */
  LinkedCode(
      CodeCache cache,
      long pc,
      int length,
      long[] targets,
      Code[] links,
      @Nullable BlockTallies tallies) {
    super(cache, pc, length, tallies);
    this.links = links;
    this.unlinked = new Unlinked[targets.length];
    this.lastIndirect = cache.nothing();
    for (int i = 0; i < targets.length; i++) {
      unlinked[i] = new Unlinked(cache, links, i, targets[i]);
      links[i] = unlinked[i];
    }
  }

  /** Where a computed jump out of here goes. Generated code calls it. */
  final Code indirect(long target) {
    Code last = lastIndirect;
    return last.key == target ? last : otherIndirect(target);
  }

  private Code otherIndirect(long target) {
    Code known = cache.find(target);
    if (known == null) {
      return new Unlinked(cache, target);
    }
    lastIndirect = known;
    return known;
  }

  /** Sends {@code exit} here. */
  final void accept(Unlinked exit) {
    exit.linkTo(this);
    incoming.add(exit);
    linked();
  }

  /** An exit goes here from now on. */
  void linked() {}

  /** Sends everything that comes here to {@code other} instead. */
  final void giveWayTo(LinkedCode other) {
    for (Unlinked exit : incoming) {
      other.accept(exit);
    }
    incoming.clear();
    key = NO_KEY;
  }

  /**
   * What comes here looks it up from now on: links to here are cut, and those that remember this
   * piece do not come by that.
   */
  final void close() {
    cutIncoming();
    key = NO_KEY;
  }

  /** Undoes {@link #close}; links are made as they are needed. */
  final void reopen() {
    key = pc;
  }

  private void cutIncoming() {
    for (Unlinked exit : incoming) {
      exit.linkTo(exit);
    }
    incoming.clear();
  }

  /** Forgets where the last computed jump went if nothing is there any more. */
  final void dropStale() {
    if (lastIndirect.key == NO_KEY) {
      lastIndirect = cache.nothing();
    }
  }

  /** It stands for itself again after something else had taken its place. */
  void reinstate() {
    key = pc;
    samples = 0;
    enough = 0;
  }

  /**
   * Counts that it was about to run when somebody looked.
   *
   * @param first how often that has to be for {@code true}; each further time, twice as often
   * @return whether to try and make something better of it
   */
  final boolean sample(int first) {
    if (++samples < Math.max(first, enough)) {
      return false;
    }
    enough = 2 * Math.min(samples, Integer.MAX_VALUE / 2);
    return true;
  }

  /** How often {@link #sample} counted since it came to be here. */
  final int samples() {
    return samples;
  }

  /** Cuts all links to and from here: nothing comes here any more. */
  final void detach() {
    cutIncoming();
    for (int i = 0; i < links.length; i++) {
      if (links[i] instanceof LinkedCode target) {
        target.incoming.remove(unlinked[i]);
      }
      links[i] = unlinked[i];
    }
    lastIndirect = cache.nothing();
    key = NO_KEY;
  }
}
