package dev.orrery.machine.validate.repro;

import dev.orrery.machine.validate.Divergence;
import dev.orrery.machine.validate.Verdict;
import dev.orrery.spec.model.DecodedInsn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A reproducer as files: the program, and a test of JUnit that fails as long as the engines differ.
 *
 * @param isa the tables, as a command line names them
 * @param engines the sides, as a command line names them
 * @param jitHot instructions after which the JIT translates
 */
public record ReproducerFiles(String isa, List<String> engines, int jitHot) {
  public ReproducerFiles {
    engines = List.copyOf(engines);
  }

  /** The files to write, by name; the program comes first. */
  public Map<Path, byte[]> of(Divergence divergence, Reproduction.Made made, Path folder) {
    String name = name(divergence);
    Map<Path, byte[]> files = new LinkedHashMap<>();
    files.put(
        folder.resolve(name + ".S"),
        program(divergence, made, name).getBytes(StandardCharsets.UTF_8));
    String className = className(name);
    files.put(
        folder.resolve(className + ".java"),
        test(divergence, made, className).getBytes(StandardCharsets.UTF_8));
    return files;
  }

  /** The command that shows the difference. */
  public String command(String program) {
    StringBuilder out = new StringBuilder("orrery validate");
    for (int i = 0; i < engines.size(); i++) {
      out.append(" --").append("abc".charAt(i)).append(' ').append(engines.get(i));
    }
    return out + " --jit-hot " + jitHot + " --isa " + isa + " " + program;
  }

  /** For example {@code amoswap.w-0x80001a4c}. */
  private static String name(Divergence d) {
    DecodedInsn insn = d.insn();
    String row = insn == null ? "none" : insn.row().name();
    return row.replaceAll("[^A-Za-z0-9.]", "_") + "-0x" + Long.toHexString(d.pc());
  }

  private static String className(String name) {
    StringBuilder out = new StringBuilder();
    for (String word : name.split("[^A-Za-z0-9]+")) {
      out.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return out + "Test";
  }

  private String program(Divergence d, Reproduction.Made made, String name) {
    return "/* %s differ at %s.%n   %s */%n%n%s"
        .formatted(Verdict.names(d.sides()), comment(d), command(name + ".S"), made.text())
        .replace(System.lineSeparator(), "\n");
  }

  private static String comment(Divergence d) {
    return d.text().replace("*/", "* /");
  }

  private String test(Divergence d, Reproduction.Made made, String className) {
    StringBuilder sides = new StringBuilder();
    for (String engine : engines) {
      sides
          .append(sides.isEmpty() ? "" : ", ")
          .append("Side.of(\"%s\", %d)".formatted(engine, jitHot));
    }
    return """
        import static org.assertj.core.api.Assertions.assertThat;

        import dev.orrery.machine.plan.IsaChoice;
        import dev.orrery.machine.validate.Side;
        import dev.orrery.machine.validate.Subject;
        import dev.orrery.machine.validate.Validator;
        import dev.orrery.machine.validate.Verdict;
        import dev.orrery.spec.model.Isa;
        import java.util.List;
        import org.junit.jupiter.api.Test;

        /** %s differed at {@code %s}. */
        final class %s {
          private static final String PROGRAM =
              ""\"
        %s      ""\";

          @Test
          void enginesAgree() {
            Isa isa = IsaChoice.named("%s");
            List<Side> sides = List.of(%s);
            Subject program = Subject.assembled(isa, "reproducer.S", PROGRAM);
            Verdict verdict = new Validator(program, sides, Validator.PACE).run(() -> false);
            assertThat(verdict).isInstanceOf(Verdict.Agreed.class);
          }
        }
        """
        .formatted(
            Verdict.names(d.sides()),
            comment(d).replace("}", ")").replace("\\", "/"),
            className,
            made.text().replace("\\", "\\\\").indent(6),
            isa.replace("\\", "\\\\").replace("\"", "\\\""),
            sides);
  }
}
