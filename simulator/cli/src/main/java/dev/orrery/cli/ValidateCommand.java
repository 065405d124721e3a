package dev.orrery.cli;

import dev.orrery.engine.factory.Engines;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.plan.IsaChoice;
import dev.orrery.machine.plan.RunPlan;
import dev.orrery.machine.validate.Divergence;
import dev.orrery.machine.validate.Side;
import dev.orrery.machine.validate.Subject;
import dev.orrery.machine.validate.Validator;
import dev.orrery.machine.validate.Verdict;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** Runs a program on several engines side by side and compares all that it can see. */
final class ValidateCommand {
  /** Early enough for short programs, late enough that there is something to translate. */
  private static final int EARLY = 20_000;

  private final Console console;
  private final RunOptions options = new RunOptions();
  private final JsonOption json = new JsonOption();
  private String first = "jit";
  private String second = "interpreter";
  private @Nullable String third;
  private long every = Validator.PACE;

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
                "When they differ, the first instruction that makes a difference is found and"
                    + " shown.",
                "",
                "Examples:",
                "  orrery validate workload:sha256",
                "  orrery validate --a interpreter --b oracle --max-insns 1M prog.elf -- arguments",
                "",
                "Exit status: 0 all agree, 3 they differ, 5 --timeout came first.")
            .option(
                "--a",
                "ENGINE",
                "An engine: %s. Default: jit.".formatted(String.join(", ", Engines.names())),
                v -> command.first = v)
            .option(
                "--b",
                "ENGINE",
                "The engine that it is compared with. Default: interpreter.",
                v -> command.second = v)
            .option(
                "--c",
                "ENGINE",
                "A third one, which shows who is right. Default: none.",
                v -> command.third = v)
            .option(
                "--every",
                "N",
                new Quantities.Count(),
                "Instructions between two pauses, at most 1M. Default: 1M; more where memory is"
                    + " large.",
                v -> command.every = v);
    command.options.addJitHot(model, "20k here");
    return command.json.addTo(command.options.addSharedTo(model));
  }

  private int run() {
    if (every < 1 || every > Validator.PACE) {
      throw new TypeConversionException("--every is from 1 to 1M");
    }
    List<Side> sides = sides();
    Validator validator = new Validator(subject(), sides, every);
    Verdict verdict;
    long start = System.nanoTime();
    AtomicBoolean interrupted = new AtomicBoolean();
    BooleanSupplier giveUp = () -> interrupted.get() || isLate(start);
    try (Interrupts unused = new Interrupts(() -> interrupted.set(true));
        Progress shown =
            Progress.of(
                console,
                options.quiet,
                "validating",
                "k insns",
                options.maxInsns == null ? -1 : options.maxInsns / 1000,
                () -> validator.agreed() / 1000)) {
      verdict = validator.run(giveUp);
    }
    Divergence divergence = null;
    if (verdict instanceof Verdict.Differed d) {
      try (Progress shown =
          Progress.of(console, options.quiet, "locating", "replays", -1, validator::replays)) {
        divergence = validator.locate(d);
      }
    }
    return report(sides, verdict, divergence, (System.nanoTime() - start) / 1e9);
  }

  private boolean isLate(long start) {
    return options.timeout != null && System.nanoTime() - start >= options.timeout.toNanos();
  }

  private List<Side> sides() {
    List<String> names = new ArrayList<>(List.of(first, second));
    if (third != null) {
      names.add(third);
    }
    List<Side> sides = new ArrayList<>();
    for (String name : names) {
      if (!Engines.names().contains(name)) {
        throw new OrreryException(
            ExitCode.USAGE,
            "--%s: there is no engine '%s', there are %s.%s"
                .formatted(
                    "abc".charAt(sides.size()),
                    name,
                    String.join(", ", Engines.names()),
                    Suggestions.of(name, Engines.names())));
      }
      sides.add(new Side(name, isa -> Engines.create(name, isa, options.engineOptions())));
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new OrreryException(
          ExitCode.USAGE, "an engine agrees with itself: name another one with --a, --b or --c");
    }
    return sides;
  }

  private Subject subject() {
    ElfFile elf = Programs.read(options.program, options.isa);
    RunPlan plan = Plans.plan(options, elf, ""); // what a terminal shows cannot be compared
    return new Subject(
        plan, elf, IsaChoice.forProgram(plan.isa(), elf), new WholeInput(console)::open);
  }

  private int report(
      List<Side> sides, Verdict verdict, @Nullable Divergence divergence, double seconds) {
    List<String> names = sides.stream().map(Side::name).toList();
    ValidateText text = new ValidateText(names, console.colorOut(options.color));
    if (json.isAsked()) {
      console.out().println(JsonOption.text(ValidateJson.of(names, verdict, divergence)));
    } else if (divergence != null) {
      console.out().print(text.of(divergence));
    } else if (!options.quiet || verdict instanceof Verdict.Differed) {
      console.out().print(text.of(verdict));
    }
    console.out().flush();
    if (!options.quiet) {
      console.err().println(text.summary(verdict, divergence, seconds));
    }
    return switch (verdict) {
      case Verdict.Agreed a -> ExitCode.OK.status();
      case Verdict.Differed d -> ExitCode.DIVERGED.status();
      case Verdict.GivenUp g -> ExitCode.LIMIT.status();
    };
  }
}
