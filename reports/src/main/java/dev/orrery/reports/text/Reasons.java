package dev.orrery.reports.text;

import static dev.orrery.reports.text.Numbers.exact;
import static dev.orrery.reports.text.Numbers.wholePercent;

import dev.orrery.profiler.recording.AccessProfile;
import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.CycleProfile.OperandWait;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.spec.core.Category;
import java.util.Optional;

/** Why a cause costs what it does, by its kind: in one sentence about the place that costs most. */
final class Reasons {
  private final Profile all;
  private final CycleProfile cycles;

  Reasons(Profile all, CycleProfile cycles) {
    this.all = all;
    this.cycles = cycles;
  }

  /** The sentence about the cause with this index, if there is something to say. */
  Optional<Sentence> of(int cause) {
    Category category = Category.of(cycles.causes().get(cause).category());
    if (category == Category.BAD_SPECULATION) {
      return guess();
    }
    return category == Category.BACKEND_MEMORY ? access(cause) : wait(cause);
  }

  private Optional<Sentence> guess() {
    return GuessSites.of(all, cycles).stream()
        .findFirst()
        .map(
            s ->
                Sentence.of("What is guessed wrongly most is ")
                    .code(s.text())
                    .plain(" at ")
                    .code(Places.in(all.function(s.function()), s.address()))
                    .plain(": ")
                    .strong(wholePercent(s.wrong(), s.executions()))
                    .plain(
                        " of its "
                            + exact(s.executions())
                            + " executions, of which "
                            + wholePercent(s.taken(), s.executions())
                            + " are taken.")
                    .end());
  }

  private Optional<Sentence> access(int cause) {
    String name = cycles.causes().get(cause).name();
    return AccessSites.of(all).stream()
        .filter(s -> s.levels().stream().anyMatch(l -> l.cause().equals(name)))
        .findFirst()
        .map(s -> access(all.accesses().getFirst(), s));
  }

  private Sentence access(AccessProfile p, AccessSites.Site s) {
    Sentence.Builder words =
        Sentence.of("The access that waits most for memory is ")
            .code(s.text())
            .plain(" at ")
            .code(Places.in(all.function(s.function()), s.address()))
            .plain(", which touches ")
            .code(AccessSites.places(p, s.access(), 1))
            .plain(AccessSites.strideInWords(s.access()));
    if (AccessSites.isReused(s.access())) {
      words
          .plain("; half of the lines that it comes back to are found in a cache of ")
          .strong(AccessSites.reuse(p, s.access()))
          .plain(" in which places do not compete");
    }
    return words.plain(".").end();
  }

  private Optional<Sentence> wait(int cause) {
    return cycles.operandWaits().stream()
        .filter(w -> w.cause() == cause)
        .findFirst()
        .map(this::wait);
  }

  private Sentence wait(OperandWait w) {
    BlockProfile block = all.blocks().get(w.block());
    BlockProfile writers = all.blocks().get(w.writerBlock());
    BlockProfile.Instruction writer = writers.code().get(w.writerInstruction());
    return Sentence.of("The pair that costs most is ")
        .code(block.code().get(w.instruction()).text().replace('\t', ' '))
        .plain(", which waits for ")
        .code(writer.text().replace('\t', ' '))
        .plain(" at ")
        .code(Places.in(all.function(writers.function()), writer.address()))
        .plain(": ")
        .strong(exact(w.cycles()))
        .plain(" cycles in " + Numbers.plural(w.times(), "wait", "waits") + ".")
        .end();
  }
}
