package dev.orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Whatever stands on the command line, the exit status is one of those that are documented, and a
 * mistake is told in words.
 */
final class HostileArgumentsTest {
  private static final Set<Integer> STATUSES = Set.of(0, 1, 2, 3, 4, 5, 6);

  /** Options whose value is where something is written: into a folder of ours. */
  private static final Set<String> WRITES =
      Set.of(
          "-o",
          "--output",
          "--man",
          "--listing",
          "-l",
          "--log",
          "--jfr",
          "--corpus",
          "--root",
          "--allow-write");

  private static final List<String> VALUES =
      List.of(
          "",
          " ",
          "-",
          "--",
          "---",
          "=",
          "-1",
          "0",
          "7",
          "1k",
          "2G",
          "0x",
          "0x10",
          "0xffffffffffffffff",
          "99999999999999999999",
          "1:2",
          "0x80000000:128M",
          ":",
          "1ms",
          "a=b",
          "=b",
          "seed=3",
          "max-insns=1k",
          "rv64gc",
          "rv32im",
          "rv64gc_zba",
          "rv64gc_",
          "_zba",
          "x64",
          "a64",
          "addi",
          "li",
          "main",
          "oracle",
          "interpreter",
          "oracle,interpreter",
          "oracle,oracle",
          "alu=0",
          "alu=1",
          "bare",
          "linux",
          "html",
          "json,csv",
          "insn",
          "commit",
          "fair,20",
          "1,1",
          "1,0",
          "always",
          "workload:hello",
          "workload:hello@rv32imac",
          "workload:",
          "workload:../../etc/passwd",
          "/etc/passwd",
          "/dev/null",
          "/nonexistent",
          ".",
          "a\0b",
          "\ud800",
          "é",
          "%s%n",
          "@/etc/passwd",
          "@",
          "${user.home}",
          "\u001b[31m",
          "x".repeat(5000));

  private static Path directory = Path.of("");
  private static final List<List<String>> COMMANDS = new ArrayList<>();
  private static final List<String> OPTIONS = new ArrayList<>();

  @BeforeContainer
  static void prepare() throws IOException {
    directory = Files.createTempDirectory("orrery-hostile");
    Files.writeString(directory.resolve("p.s"), "_start: li a7, 93\n li a0, 3\n ecall\n");
    Files.writeString(directory.resolve("bad.s"), "_start: lo a7, 93\n");
    Files.writeString(directory.resolve("t.isa"), "isa t extends rv32i\n");
    Files.writeString(directory.resolve("c.toml"), "seed = 4\n");
    Files.writeString(directory.resolve("bad.toml"), "isa = \"a\\u0000b\"\nmemory = [1]\n");
    Set<String> options = new TreeSet<>();
    OutputStream none = OutputStream.nullOutputStream();
    collect(Orrery.commandLine(console(none, none)), List.of(), options);
    OPTIONS.addAll(options);
  }

  private static void collect(CommandLine command, List<String> path, Set<String> options) {
    for (OptionSpec o : command.getCommandSpec().options()) {
      options.addAll(Arrays.asList(o.names()));
    }
    if (!path.isEmpty()) {
      COMMANDS.add(path);
    }
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              List<String> longer = new ArrayList<>(path);
              longer.add(name);
              collect(sub, longer, options);
            });
  }

  @AfterContainer
  static void cleanUp() throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Console console(OutputStream out, OutputStream err) {
    return new Console(
        InputStream.nullInputStream(),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        Map.of(),
        false,
        false);
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void everyCommandLineIsUnderstoodOrRefused(@ForAll long seed) {
    String[] words = words(new Random(seed));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = Main.run(console(out, err), words);
    String told = err.toString(StandardCharsets.UTF_8);
    assertThat(told)
        .as("%s ended with %d", Arrays.toString(words), status)
        .doesNotContain("internal error")
        .doesNotContain("\tat ");
    assertThat(status).as(() -> Arrays.toString(words) + ": " + told).isIn(STATUSES);
    if (status != 0 && status != 3) { // 3 is what our own program ends with
      String all = out.toString(StandardCharsets.UTF_8) + told; // 'isa check' is asked for it
      assertThat(all).as(() -> Arrays.toString(words)).isNotBlank();
    }
  }

  private static String[] words(Random random) {
    List<String> words = new ArrayList<>();
    if (random.nextInt(8) != 0) {
      words.addAll(COMMANDS.get(random.nextInt(COMMANDS.size())));
    }
    for (int n = random.nextInt(7); n > 0; n--) {
      String option = random.nextInt(3) == 0 ? null : OPTIONS.get(random.nextInt(OPTIONS.size()));
      if (option == null) {
        words.add(value(random));
      } else if (option.equals("--debug")) {
        continue; // asks for a stack trace
      } else if (WRITES.contains(option)) {
        words.add(option);
        words.add(directory.resolve("out" + random.nextInt(3)).toString());
      } else if (random.nextBoolean()) {
        words.add(option);
        words.add(value(random));
      } else {
        words.add(option.startsWith("--") ? option + "=" + value(random) : option);
      }
    }
    words.replaceAll(w -> WRITES.contains(w) && words.indexOf(w) == words.size() - 1 ? "x" : w);
    limit(words);
    return words.toArray(String[]::new);
  }

  private static String value(Random random) {
    List<String> ours = List.of("p.s", "bad.s", "t.isa", "c.toml", "bad.toml", "p.elf");
    return random.nextInt(4) == 0
        ? directory.resolve(ours.get(random.nextInt(ours.size()))).toString()
        : VALUES.get(random.nextInt(VALUES.size()));
  }

  /** What takes long, or writes into the working directory, is told not to. */
  private static void limit(List<String> words) {
    if (words.isEmpty()) {
      return;
    }
    switch (words.getFirst()) {
      case "fuzz" ->
          words.addAll(
              1,
              List.of(
                  "--cases", "10", "--programs", "1", "-o", directory.resolve("d.s").toString()));
      case "bench" ->
          words.addAll(
              1,
              List.of(
                  "--rounds",
                  "1",
                  "--engines",
                  "interpreter",
                  "--timeout",
                  "20s",
                  "workload:hello"));
      case "compare" ->
          words.addAll(
              1,
              List.of(
                  "-n",
                  "1",
                  "--engines",
                  "interpreter",
                  "--with",
                  "",
                  "--timeout",
                  "20s",
                  "workload:hello"));
      case "sweep" -> words.addAll(1, List.of("-o", directory.resolve("sweep").toString()));
      case "demo" -> words.addAll(1, List.of("-o", directory.resolve("demo").toString()));
      case "asm" -> words.addAll(1, List.of("-o", directory.resolve("p.elf").toString()));
      default -> {}
    }
  }
}
