package dev.orrery.reports.text;

import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.BranchSite;
import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.CycleProfile.WrongGuesses;
import dev.orrery.profiler.recording.Profile;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Branches and jumps that a core guessed wrongly. */
public final class GuessSites {
  private GuessSites() {}

  /**
   * One of them.
   *
   * @param address where it is
   * @param function index in the profile's functions
   * @param text its disassembly
   * @param executions how often it retired
   * @param taken how often it was taken: a jump always is
   * @param wrong executions that were guessed wrongly
   * @param cycles what these took
   */
  public record Site(
      long address,
      int function,
      String text,
      long executions,
      long taken,
      long wrong,
      long cycles) {}

  /** Those that took cycles, most first. */
  public static List<Site> of(Profile all, CycleProfile cycles) {
    Map<Long, BranchSite> branches = new HashMap<>();
    all.branches().forEach(b -> branches.put(b.address(), b));
    return cycles.wrongGuesses().stream()
        .map(w -> site(all, w, branches))
        .sorted(
            Comparator.comparingLong((Site s) -> -s.cycles())
                .thenComparing(Site::address, Long::compareUnsigned))
        .toList();
  }

  private static Site site(Profile all, WrongGuesses w, Map<Long, BranchSite> branches) {
    BlockProfile block = all.blocks().get(w.block());
    BlockProfile.Instruction insn = block.code().get(w.instruction());
    BranchSite branch = branches.get(insn.address());
    return new Site(
        insn.address(),
        block.function(),
        insn.text().replace('\t', ' '),
        insn.count(),
        branch == null ? insn.count() : branch.taken(),
        w.times(),
        w.cycles());
  }
}
