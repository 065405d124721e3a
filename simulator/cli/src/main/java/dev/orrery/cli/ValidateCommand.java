package dev.orrery.cli;

import dev.orrery.engine.factory.Engines;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.plan.IsaChoice;
import dev.orrery.machine.plan.RunPlan;
import dev.orrery.machine.validate.Divergence;
import dev.orrery.machine.validate.ReferenceComparison;
import dev.orrery.machine.validate.ReferenceException;
import dev.orrery.machine.validate.Side;
import dev.orrery.machine.validate.Subject;
import dev.orrery.machine.validate.Validator;
import dev.orrery.machine.validate.Verdict;
import dev.orrery.machine.validate.commit.CommitLogComparison;
import dev.orrery.machine.validate.gdb.GdbComparison;
import dev.orrery.machine.validate.repro.ReproducerFiles;
import dev.orrery.machine.validate.repro.Reproduction;
import dev.orrery.machine.validate.repro.Shrinker;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.io.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Runs a program on several engines side by side and compares all that it can see. */
final class ValidateCommand {
  /** Early enough for short programs, late enough that there is something to translate. */
  private static final int EARLY = 20_000;

  /** Emulators that are not ours. */
  enum Against {
    QEMU,
    SPIKE
  }

  private final Console console;
  private final RunOptions options = new RunOptions();
  private final JsonOption json = new JsonOption();
  private String first = "jit";
  private @Nullable String second;
  private @Nullable String third;
  private @Nullable Long every;
  private @Nullable Path output;
  private @Nullable Against against;
  private @Nullable Path kernel;

  private ValidateCommand(Console console) {
    this.console = console;
    options.jitHot = EARLY;
  }

  /** {@code orrery validate}. */
  static CommandModel model(Console console) {
    ValidateCommand command = new ValidateCommand(console);
    CommandModel model =
        CommandModel.of("Run a program on two engines and compare them.", command::run)
            .describe(
                "The engines run side by side, each on a machine of its own. At every pause all"
                    + " must be the",
                "same: threads, program counters, registers with control registers and flags,"
                    + " counts,",
                "mappings, every byte of memory, and what was printed, which is compared instead of"
                    + " shown.",
                "When they differ, the first instruction that makes a difference is found, shown,"
                    + " and made",
                "into a program of its own; with -o, that program and a JUnit test are written.",
                "",
                "Examples:",
                "  orrery validate workload:sha256",
                "  orrery validate --a interpreter --b oracle --max-insns 1M prog.elf -- arguments",
                "",
                "  orrery validate --a interpreter --against qemu prog.elf",
                "  orrery validate --against spike --pk riscv64/pk prog.elf",
                "",
                "Exit status: 0 all agree, 3 they differ, 5 --timeout came first; 1 when no more"
                    + " can be",
                "compared with another emulator, as behind the start of a thread.")
            .option(
                "--a",
                "ENGINE",
                "An engine: %s. Default: jit.".formatted(String.join(", ", Engines.names())),
                v -> command.first = v)
            .option(
                "--b",
                "ENGINE",
                "The engine that it is compared with. Default: interpreter, or oracle for the"
                    + " interpreter.",
                v -> command.second = v)
            .option(
                "--c",
                "ENGINE",
                "A third one, which shows who is right. Default: none.",
                v -> command.third = v)
            .choice(
                "--against",
                "WHAT",
                Against.class,
                "Compare --a with another emulator instead: qemu, in user mode, whose registers and"
                    + " place are compared until the program starts a thread, and which leaves"
                    + " system calls and signals to Orrery; or spike, whose commit log is compared.",
                v -> command.against = v)
            .option(
                "--every",
                "N",
                new Quantities.Count(),
                "Instructions between two pauses at most, up to 1M. Default: 1M, with an emulator"
                    + " where that is fastest. At each, registers are compared; memory, too, unless"
                    + " it is large for so few instructions.",
                v -> command.every = v)
            .path(
                "-o,--output",
                "DIR",
                "Write a program that reproduces a difference, and a test, into this folder.",
                v -> command.output = v);
    command.options.addJitHot(model, "20k here");
    return command
        .json
        .addTo(command.options.addSharedTo(model))
        .orSubcommand("timing", TimingCommand.model(console));
  }

  private int run() {
    if (options.program.isEmpty()) {
      throw new OrreryException(
          ExitCode.USAGE, "Missing required parameter: 'PROGRAM'\nSee 'orrery validate --help'.");
    }
    if (every != null && (every < 1 || every > Validator.PACE)) {
      throw new OrreryException(ExitCode.USAGE, "--every is from 1 to 1M, not " + every + ".");
    }
    List<Side> sides = sides();
    Subject subject = subject();
    if (against != null) {
      return compare(subject, sides.getFirst(), against);
    }
    if (kernel != null) {
      throw new OrreryException(ExitCode.USAGE, "--pk is for --against spike: add that");
    }
    Validator validator = new Validator(subject, sides, every != null ? every : Validator.PACE);
    Verdict verdict;
    Patience patience = new Patience(options.timeout);
    try (patience;
        Progress shown = progress(validator::agreed)) {
      verdict = validator.run(patience);
    }
    Divergence divergence = null;
    Reproduction reproduction = null;
    if (verdict instanceof Verdict.Differed d) {
      try (Progress shown =
          Progress.of(console, options.quiet, "locating", "replays", -1, validator::replays)) {
        divergence = validator.locate(d);
        if (divergence != null) {
          reproduction =
              new Shrinker(subject.isa(), sides)
                  .shrink(
                      validator.steps(divergence, Shrinker.WINDOW), validator.suspects(divergence));
          if (!divergence.exact()
              && reproduction instanceof Reproduction.Made m
              && m.instructions() == 1) {
            divergence = validator.blame(divergence, m.steps().getFirst());
          }
        }
      }
    }
    List<Path> files = write(subject, divergence, reproduction);
    return report(
        engines(), new Finding(verdict, divergence, reproduction, files), patience.seconds());
  }

  /** Compares with another emulator. */
  private int compare(Subject subject, Side side, Against asked) {
    if (second != null || third != null) {
      throw new OrreryException(
          ExitCode.USAGE,
          "--against compares one engine, --a, with one emulator: leave --b and --c out");
    }
    if (output != null) {
      throw new OrreryException(
          ExitCode.USAGE,
          "-o writes what makes two engines differ, and --against compares with an emulator: leave"
              + " -o out, or name a second engine with --b instead");
    }
    String name = asked == Against.QEMU ? QemuRun.name(subject) : "spike";
    ReferenceComparison comparison =
        switch (asked) {
          case QEMU ->
              every == null
                  ? new GdbComparison(subject, side, name, () -> QemuRun.start(subject))
                  : new GdbComparison(
                      subject, side, name, () -> QemuRun.start(subject), every.intValue());
          case SPIKE -> {
            SpikeRun.Installed spike = SpikeRun.Installed.find(console, subject, kernel);
            yield new CommitLogComparison(
                subject,
                side,
                name,
                () -> spike.start(subject),
                every != null ? every.intValue() : CommitLogComparison.PACE);
          }
        };
    try (Patience patience = new Patience(options.timeout);
        Progress shown = progress(comparison::agreed)) {
      ReferenceComparison.Outcome outcome = comparison.run(patience);
      shown.close();
      Finding finding = new Finding(outcome.verdict(), outcome.divergence(), null, List.of());
      return report(List.of(side.name(), name), finding, patience.seconds());
    } catch (ReferenceException | IOException e) {
      throw new OrreryException(
          ExitCode.CHECK_FAILED,
          "%s cannot be followed after %,d instructions: %s"
              .formatted(name, comparison.agreed(), e.getMessage()),
          e);
    }
  }

  /** Shows how many instructions are compared. */
  private Progress progress(LongSupplier agreed) {
    long most = options.maxInsns == null ? -1 : options.maxInsns / 1000;
    return Progress.of(
        console, options.quiet, "validating", "k insns", most, () -> agreed.getAsLong() / 1000);
  }

  /** Writes the reproducer, if there is one and somewhere to write it. */
  private List<Path> write(
      Subject subject, @Nullable Divergence divergence, @Nullable Reproduction reproduction) {
    Path folder = output;
    if (folder == null || divergence == null || !(reproduction instanceof Reproduction.Made m)) {
      return List.of();
    }
    ReproducerFiles writer = new ReproducerFiles(subject.plan().isa(), engines(), options.jitHot);
    Map<Path, byte[]> files = writer.of(divergence, m, folder);
    OutputFile.writeAll(files);
    return List.copyOf(files.keySet());
  }

  /** The engines that are compared, in their order. */
  private List<String> engines() {
    List<String> names = new ArrayList<>(List.of(first));
    if (against != null) {
      return names;
    }
    names.add(second != null ? second : first.equals("interpreter") ? "oracle" : "interpreter");
    if (third != null) {
      names.add(third);
    }
    return names;
  }

  private List<Side> sides() {
    List<String> names = engines();
    List<Side> sides = new ArrayList<>();
    for (String name : names) {
      EngineNames.check("--" + "abc".charAt(sides.size()), name);
      sides.add(Side.of(name, options.jitHot));
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new OrreryException(
          ExitCode.USAGE, "an engine agrees with itself: name another one with --a, --b or --c");
    }
    return sides;
  }

  private Subject subject() {
    ElfFile elf = Programs.read(options);
    RunPlan plan = Plans.plan(options, null, elf, ""); // what a terminal shows cannot be compared
    return new Subject(
        plan, elf, IsaChoice.forProgram(plan.isa(), elf), new WholeInput(console)::open);
  }

  private int report(List<String> names, Finding finding, double seconds) {
    ValidateText text = new ValidateText(names, console.colorOut(options.color));
    if (json.isAsked()) {
      console.out().println(JsonOption.text(ValidateJson.of(names, finding)));
    } else if (!options.quiet || finding.verdict() instanceof Verdict.Differed) {
      console.out().print(text.of(finding));
    }
    console.out().flush();
    if (!options.quiet) {
      finding.files().forEach(file -> console.err().println("wrote " + file));
      console.err().println(text.summary(finding, seconds));
    }
    return switch (finding.verdict()) {
      case Verdict.Agreed a -> ExitCode.OK.status();
      case Verdict.Differed d -> ExitCode.DIVERGED.status();
      case Verdict.GivenUp g -> ExitCode.LIMIT.status();
      case Verdict.Parted p -> ExitCode.CHECK_FAILED.status();
    };
  }

  /**
   * All that was found.
   *
   * @param divergence null if there is none, or it did not happen again
   * @param reproduction null without a divergence
   * @param files that were written
   */
  record Finding(
      Verdict verdict,
      @Nullable Divergence divergence,
      @Nullable Reproduction reproduction,
      List<Path> files) {}
}
