package dev.orrery.reports;

import dev.orrery.profiler.file.RecordingFile;
import dev.orrery.profiler.recording.AccessProfile;
import dev.orrery.profiler.recording.AccessProfile.AccessPlace;
import dev.orrery.profiler.recording.AccessProfile.Reuse;
import dev.orrery.profiler.recording.AccessProfile.SitePlace;
import dev.orrery.profiler.recording.BlockProfile;
import dev.orrery.profiler.recording.BlockProfile.Instruction;
import dev.orrery.profiler.recording.BranchSite;
import dev.orrery.profiler.recording.CallSite;
import dev.orrery.profiler.recording.CallTracking;
import dev.orrery.profiler.recording.Coverage;
import dev.orrery.profiler.recording.CycleProfile;
import dev.orrery.profiler.recording.CycleProfile.CycleShare;
import dev.orrery.profiler.recording.CycleProfile.InstructionCycles;
import dev.orrery.profiler.recording.FunctionProfile;
import dev.orrery.profiler.recording.HostRun;
import dev.orrery.profiler.recording.MemoryUse;
import dev.orrery.profiler.recording.NamedCount;
import dev.orrery.profiler.recording.Outcome;
import dev.orrery.profiler.recording.PipelineWindow;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.profiler.recording.RunInfo;
import dev.orrery.profiler.recording.RunInfo.Setting;
import dev.orrery.profiler.recording.SourceProfile;
import dev.orrery.profiler.recording.SourceText;
import dev.orrery.profiler.recording.ThreadBlock;
import dev.orrery.profiler.recording.ThreadProfile;
import dev.orrery.profiler.recording.Totals;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Recordings to render. */
public final class Samples {
  private Samples() {}

  /** The workload json, as recorded with version 2 of the format: without a core. */
  public static Recording json() {
    return read("json.orr");
  }

  /** A small program that calls in every way, on a core; recorded with version 5 of the format. */
  public static Recording calls() {
    return read("calls.orr");
  }

  /** The same after some changes to it, on the core with faster memory. */
  public static Recording callsChanged() {
    return read("calls-changed.orr");
  }

  private static Recording read(String name) {
    try (InputStream in = Objects.requireNonNull(Samples.class.getResourceAsStream(name))) {
      return RecordingFile.parse(in.readAllBytes(), name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A run of which nothing retired. */
  public static Recording empty() {
    RunInfo run = json().profile().run();
    Profile profile =
        new Profile(
            run,
            new Outcome(Outcome.Kind.FAULTED, 4, "fault at 0x0: nothing is mapped there"),
            new Totals(0, 0, 0, 0, 0),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new CallTracking(0, 0, 0, 0, 0),
            MemoryUse.NONE,
            new Coverage(0, 0, 0, 0),
            SourceProfile.NONE,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    return new Recording(profile, new HostRun("", 0, "", "", "", 0, List.of()));
  }

  /** The workload json with {@code text} in every place that a program or a file could fill. */
  public static Recording hostile(String text) {
    Profile p = json().profile();
    List<NamedCount> classes = renamed(p.classes(), text);
    List<NamedCount> rows = renamed(p.rows(), text);
    List<FunctionProfile> functions =
        p.functions().stream()
            .map(
                f ->
                    new FunctionProfile(
                        text,
                        f.address(),
                        f.bytes(),
                        f.origin(),
                        f.self(),
                        f.inclusive(),
                        f.calls(),
                        f.executedBytes()))
            .toList();
    List<BlockProfile> blocks = p.blocks().stream().map(b -> renamed(b, text)).toList();
    List<BranchSite> branches =
        p.branches().stream()
            .map(b -> new BranchSite(b.address(), b.function(), text, b.taken(), b.notTaken()))
            .toList();
    MemoryUse memory =
        new MemoryUse(
            4096,
            p.memory().regions().stream()
                .map(r -> new MemoryUse.Region(text, r.start(), r.end(), text))
                .toList(),
            p.memory().pages());
    RunInfo run =
        new RunInfo(
            text,
            text,
            1,
            text,
            List.of(text, text),
            text,
            List.of(new Setting(text, List.of(text, text))));
    Profile hostile =
        new Profile(
            run,
            new Outcome(Outcome.Kind.FAULTED, 4, text),
            p.totals(),
            classes,
            rows,
            renamed(p.systemCalls(), text),
            functions,
            blocks,
            p.edges(),
            branches,
            p.calls(),
            p.callTree(),
            p.callTracking(),
            memory,
            p.coverage(),
            hostile(p.source(), text),
            List.of(
                new ThreadProfile(1, text, 1, 5, List.of(new ThreadBlock(0, 1, 5)), p.callTree()),
                new ThreadProfile(2, text, 3, 7, List.of(), List.of())),
            List.of(cycles(p, text)),
            callSites(p),
            p.intervals(),
            p.timelines(),
            List.of(accesses(text)));
    List<SourceText> sources =
        p.source().lines().stream()
            .filter(l -> l.file() >= 0)
            .map(l -> new SourceText(l.file(), l.line(), text))
            .toList();
    return new Recording(hostile, new HostRun(text, 1, text, text, text, 1, sources));
  }

  /** A core that takes two cycles for each instruction, one of them waiting. */
  private static CycleProfile cycles(Profile p, String text) {
    List<CycleShare> functions = new ArrayList<>();
    List<CycleShare> blocks = new ArrayList<>();
    List<CycleShare> lines = new ArrayList<>();
    List<InstructionCycles> instructions = new ArrayList<>();
    for (int cause = 0; cause < 2; cause++) {
      for (int f = 0; f < p.functions().size(); f++) {
        functions.add(new CycleShare(f, cause, p.function(f).self()));
      }
      for (int l = 0; l < p.source().lines().size(); l++) {
        lines.add(new CycleShare(l, cause, p.source().lines().get(l).instructions()));
      }
      for (int b = 0; b < p.blocks().size(); b++) {
        BlockProfile block = p.blocks().get(b);
        blocks.add(new CycleShare(b, cause, block.instructions()));
        for (int i = 0; i < block.code().size(); i++) {
          instructions.add(new InstructionCycles(b, i, cause, 1, block.code().get(i).count()));
        }
      }
    }
    List<CycleShare> tree = new ArrayList<>();
    for (int n = 0; n < p.callTree().size(); n++) {
      tree.add(new CycleShare(n, 0, p.callTree().get(n).self()));
      tree.add(new CycleShare(n, 1, p.callTree().get(n).self()));
    }
    List<CycleShare> calls = new ArrayList<>();
    for (int c = 0; c < p.calls().size(); c++) {
      calls.add(new CycleShare(c, 1, p.calls().get(c).inclusive()));
    }
    long all = p.totals().instructions();
    CycleProfile.Parameter parameter = new CycleProfile.Parameter(text, 1, text);
    return new CycleProfile(
        text,
        text,
        1,
        text,
        1000,
        -1,
        List.of(parameter),
        2 * all,
        List.of(
            new CycleProfile.CauseCycles("base", text, "retiring", 0, all),
            new CycleProfile.CauseCycles(text, text, text, 64, all)),
        functions,
        blocks,
        lines,
        instructions,
        List.of(new CycleProfile.IdealRun(1, text, List.of(parameter), all)),
        tree,
        calls,
        List.of(new CycleProfile.WrongGuesses(0, 0, 1, 2)),
        List.of(new CycleProfile.OperandWait(0, 1, 0, 0, 1, 3, 4)),
        List.of(window(text)));
  }

  private static AccessProfile accesses(String text) {
    return new AccessProfile(
        64,
        5,
        6,
        3,
        List.of(new AccessProfile.WorkingSet(1024, 4), new AccessProfile.WorkingSet(2048, 3)),
        List.of(new AccessPlace(text, AccessProfile.Kind.OBJECT, 0x1000, 8, 5, 1)),
        List.of(
            new AccessProfile.Site(
                0,
                0,
                true,
                true,
                8,
                5,
                3,
                -8,
                4,
                List.of(new Reuse(0, 3)),
                List.of(new SitePlace(0, 5)))));
  }

  /** Every call edge once, at the beginning of its caller. */
  private static List<CallSite> callSites(Profile p) {
    return p.calls().stream()
        .map(
            c ->
                new CallSite(
                    p.function(c.caller()).address(),
                    c.caller(),
                    c.callee(),
                    c.calls() + c.tailCalls(),
                    c.inclusive()))
        .toList();
  }

  /** Two instructions, one of which is held, and one waits behind it and is then fetched late. */
  private static PipelineWindow window(String text) {
    return new PipelineWindow(
        text,
        List.of(
            new PipelineWindow.PipelineStage(text, text),
            new PipelineWindow.PipelineStage("EX", text)),
        List.of(
            new PipelineWindow.StallCause("base", text), new PipelineWindow.StallCause(text, text)),
        3,
        10,
        List.of(
            new PipelineWindow.PipelineInstruction(
                json().profile().blocks().getFirst().address(),
                text,
                text,
                13,
                List.of(new PipelineWindow.CauseCharge(0, 1), new PipelineWindow.CauseCharge(1, 2)),
                List.of(
                    new PipelineWindow.PipelineStay(0, 9, 10, -1, false),
                    new PipelineWindow.PipelineStay(1, 10, 11, -1, false),
                    new PipelineWindow.PipelineStay(1, 11, 13, 1, true))),
            new PipelineWindow.PipelineInstruction(
                0x1004,
                "",
                text,
                14,
                List.of(new PipelineWindow.CauseCharge(0, 1)),
                List.of(
                    new PipelineWindow.PipelineStay(-1, 10, 11, 1, false),
                    new PipelineWindow.PipelineStay(0, 11, 12, -1, false),
                    new PipelineWindow.PipelineStay(0, 12, 13, 1, false),
                    new PipelineWindow.PipelineStay(1, 13, 14, -1, false)))));
  }

  private static SourceProfile hostile(SourceProfile s, String text) {
    return new SourceProfile(
        s.files().stream().map(f -> new SourceProfile.File(text, text)).toList(),
        s.places().stream()
            .map(p -> new SourceProfile.Place(text, p.file(), p.line(), p.caller()))
            .toList(),
        s.code(),
        s.lines(),
        List.of(text),
        s.files().isEmpty() ? List.of() : List.of(new SourceProfile.LineRange(0, 1, 2)),
        s.files().isEmpty()
            ? List.of()
            : List.of(new SourceProfile.UnexecutedFunction(text, 0, 1)));
  }

  private static List<NamedCount> renamed(List<NamedCount> counts, String text) {
    return counts.stream().map(c -> new NamedCount(text, c.count())).toList();
  }

  private static BlockProfile renamed(BlockProfile b, String text) {
    List<Instruction> code =
        b.code().stream()
            .map(
                i -> new Instruction(i.address(), i.word(), i.bytes(), text, text, text, i.count()))
            .toList();
    return new BlockProfile(
        b.address(), b.bytes(), b.function(), b.executions(), b.instructions(), code);
  }
}
