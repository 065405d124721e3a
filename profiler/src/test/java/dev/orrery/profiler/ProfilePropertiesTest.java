package dev.orrery.profiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.profiler.file.RecordingFile;
import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.BranchSite;
import dev.orrery.profiler.recording.CallEdge;
import dev.orrery.profiler.recording.CallSite;
import dev.orrery.profiler.recording.FunctionProfile;
import dev.orrery.profiler.recording.Identity;
import dev.orrery.profiler.recording.Profile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What must be true of the profile of any program, however the engine cut it into blocks. */
class ProfilePropertiesTest {

  @Property(tries = 100)
  void everythingAddsUpToTheInstructionsRetired(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int blockSize) {
    ToyProgram program = ToyProgram.random(new Random(seed), 6);
    Profile p = new ToyRun(program, blockSize, seed).run(800, 0).profile();
    assertThat(p.identities()).hasSize(6).allMatch(Identity::holds);
    assertThat(p.exact()).isTrue();
    for (BlockProfile b : p.blocks()) {
      long[] counts = b.code().stream().mapToLong(BlockProfile.Instruction::count).toArray();
      assertThat(counts[0]).isEqualTo(b.executions());
      for (int i = 1; i < counts.length; i++) {
        assertThat(counts[i])
            .as("nothing enters a block but at its start")
            .isLessThanOrEqualTo(counts[i - 1]);
      }
    }
  }

  @Property(tries = 100)
  void functionsAreChargedAsAPlainAccountDoes(@ForAll long seed) {
    ToyProgram program = ToyProgram.random(new Random(seed), 6);
    ToyRun run = new ToyRun(program, 5, seed);
    Profile p = run.run(800, 0).profile();
    Map<Integer, Long> self = new HashMap<>();
    Map<Integer, Long> inclusive = new HashMap<>();
    Map<Integer, Long> calls = new HashMap<>();
    for (FunctionProfile f : p.functions()) {
      int function = program.functionAt(f.address());
      self.put(function, f.self());
      inclusive.put(function, f.inclusive());
      calls.put(function, f.calls());
    }
    calls.values().removeIf(n -> n == 0);
    self.values().removeIf(n -> n == 0);
    inclusive.values().removeIf(n -> n == 0);
    assertThat(self).isEqualTo(run.self);
    assertThat(inclusive).isEqualTo(run.inclusive);
    assertThat(calls).isEqualTo(run.calls);
    assertThat(p.callTracking().unmatchedReturns()).isZero();
    assertThat(p.callTree().getFirst().total()).isEqualTo(p.totals().instructions());
  }

  @Property(tries = 100)
  void callSitesAddUpToTheCallsOfTheirFunctions(@ForAll long seed) {
    ToyProgram program = ToyProgram.random(new Random(seed), 6);
    Profile p = new ToyRun(program, 5, seed).run(800, 0).profile();
    Map<List<Integer>, Long> bySite = new HashMap<>();
    for (CallSite s : p.callSites()) {
      bySite.merge(List.of(s.caller(), s.callee()), s.calls(), Long::sum);
      assertThat(program.functionAt(s.address()))
          .isEqualTo(program.functionAt(p.function(s.caller()).address()));
    }
    Map<List<Integer>, Long> byPair = new HashMap<>();
    for (CallEdge c : p.calls()) {
      byPair.put(List.of(c.caller(), c.callee()), c.calls() + c.tailCalls());
      List<Long> ofSites =
          p.callSites().stream()
              .filter(s -> s.caller() == c.caller() && s.callee() == c.callee())
              .map(CallSite::inclusive)
              .toList();
      assertThat(ofSites).allMatch(n -> n <= c.inclusive());
      assertThat(ofSites.stream().mapToLong(n -> n).sum()).isGreaterThanOrEqualTo(c.inclusive());
    }
    assertThat(bySite).isEqualTo(byPair);
  }

  @Property(tries = 100)
  void returnsThatSkipCallsAreFollowed(@ForAll long seed) {
    ToyProgram program = ToyProgram.random(new Random(seed), 6);
    ToyRun run = new ToyRun(program, 5, seed);
    Profile p = run.run(800, 3).profile();
    Map<Integer, Long> inclusive = new HashMap<>();
    p.functions().forEach(f -> inclusive.put(program.functionAt(f.address()), f.inclusive()));
    inclusive.values().removeIf(n -> n == 0);
    assertThat(inclusive.keySet()).isEqualTo(run.inclusive.keySet());
    assertThat(p.exact()).isTrue();
  }

  @Property(tries = 100)
  void branchesAreCountedByDirection(@ForAll long seed) {
    ToyProgram program = ToyProgram.random(new Random(seed), 6);
    ToyRun run = new ToyRun(program, 4, seed);
    Profile p = run.run(800, 0).profile();
    for (BranchSite b : p.branches()) {
      assertThat(b.taken()).isEqualTo(run.taken.getOrDefault(b.address(), 0L));
      assertThat(b.executions()).isEqualTo(run.retired.get(b.address()));
    }
  }

  @Property(tries = 100)
  void howTheEngineCutsBlocksLeavesNoTrace(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int one,
      @ForAll @IntRange(min = 1, max = 9) int other) {
    ToyProgram program = ToyProgram.random(new Random(seed), 6);
    var a = new ToyRun(program, one, seed).run(800, 0);
    var b = new ToyRun(program, other, seed).run(800, 0);
    assertThat(a.profile()).isEqualTo(b.profile());
    assertThat(RecordingFile.fingerprint(a.profile()))
        .isEqualTo(RecordingFile.fingerprint(b.profile()));
  }

  @Property(tries = 100)
  void aProgramWithoutSymbolsStillHasItsFunctions(@ForAll long seed) {
    ToyProgram program = ToyProgram.random(new Random(seed), 5);
    program.functions.replaceAll(f -> new ToyProgram.Function(f.name(), f.start(), f.end(), false));
    ToyRun run = new ToyRun(program, 5, seed);
    Profile p = run.run(1000, 0).profile();
    assertThat(p.exact()).isTrue();
    assertThat(p.coverage().functionsKnown()).isZero();
    List<String> names = p.functions().stream().map(FunctionProfile::name).toList();
    assertThat(names).allMatch(n -> n.startsWith("sub_"));
    for (FunctionProfile f : p.functions()) {
      if (f.calls() > 0) {
        assertThat(program.functions.get(program.functionAt(f.address())).start())
            .isEqualTo(f.address());
      }
    }
  }
}
