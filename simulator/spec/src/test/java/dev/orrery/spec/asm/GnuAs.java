package dev.orrery.spec.asm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** GNU as, ld and their friends for a machine: the reference for programs. */
final class GnuAs {
  private static final Pattern ERROR = Pattern.compile("[^:]*:(\\d+): Error: .*");

  private final Path folder;
  private final String target;
  private final List<String> asOptions;
  private final List<String> ldOptions;

  /**
   * Tools for a machine.
   *
   * @param target in front of their names, for example {@code riscv64-unknown-elf}
   */
  GnuAs(Path folder, String target, List<String> asOptions, List<String> ldOptions) {
    this.folder = folder;
    this.target = target;
    this.asOptions = asOptions;
    this.ldOptions = ldOptions;
  }

  /** Tools for RISC-V. */
  static GnuAs riscv(Path folder, int xlen) {
    return riscv(folder, xlen, "");
  }

  /**
   * Tools for RISC-V and extensions of it.
   *
   * @param extensions behind G and C, for example {@code _zba_zbb}
   */
  static GnuAs riscv(Path folder, int xlen, String extensions) {
    String abi = xlen == 64 ? "-mabi=lp64d" : "-mabi=ilp32d";
    return new GnuAs(
        folder,
        "riscv64-unknown-elf",
        List.of("-march=rv" + xlen + "gc" + extensions, abi, "-mno-relax"),
        List.of("-m", "elf" + xlen + "lriscv", "--no-relax"));
  }

  /** Skips the test, saying what to install, where there are no GNU tools for RISC-V. */
  static void assumeInstalled() {
    assumeInstalled("riscv64-unknown-elf", "binutils-riscv64-unknown-elf");
  }

  /** Skips the test, saying what to install, where there are no GNU tools for {@code target}. */
  static void assumeInstalled(String target, String debianPackage) {
    for (String name : List.of("as", "ld", "objcopy", "readelf")) {
      String tool = target + "-" + name;
      try {
        Process p = new ProcessBuilder(tool, "--version").redirectErrorStream(true).start();
        p.getInputStream().readAllBytes();
        Assumptions.assumeTrue(p.waitFor() == 0, tool + " does not run");
      } catch (IOException e) {
        Assumptions.abort(tool + " is missing: install " + debianPackage);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Numbers, from 1, of the lines that it refuses. */
  Set<Integer> refused(String text) throws IOException {
    Set<Integer> lines = new TreeSet<>();
    for (String line : assemble(text).split("\n")) {
      Matcher m = ERROR.matcher(line);
      if (m.matches()) {
        lines.add(Integer.parseInt(m.group(1)));
      }
    }
    return lines;
  }

  /** Whether it takes an empty text: it does not if it does not know an option. */
  boolean knowsItsOptions() throws IOException {
    return !assemble("").contains("Error");
  }

  private String assemble(String text) throws IOException {
    Path source = Files.writeString(folder.resolve("gnu.s"), text);
    List<String> words = new ArrayList<>(asOptions);
    words.addAll(List.of("-o", folder.resolve("gnu.o").toString(), source.toString()));
    return run("as", words.toArray(new String[0]));
  }

  /** The program that {@code text} is, its sections at addresses such as {@code .data=0x20000}. */
  Path link(String text, String... sections) throws IOException {
    String problems = assemble(text);
    if (problems.contains("Error")) {
      throw new IllegalArgumentException(problems);
    }
    Path elf = folder.resolve("gnu.elf");
    List<String> words = new ArrayList<>(ldOptions);
    words.addAll(List.of("-o", elf.toString()));
    for (String section : sections) {
      words.add("--section-start=" + section);
    }
    words.add(folder.resolve("gnu.o").toString());
    run("ld", words.toArray(new String[0]));
    return elf;
  }

  /** The bytes of a section of a program. */
  byte[] section(Path elf, String name) throws IOException {
    Path bytes = folder.resolve("section.bin");
    Files.deleteIfExists(bytes);
    run("objcopy", "-O", "binary", "-j", name, elf.toString(), bytes.toString());
    return Files.exists(bytes) ? Files.readAllBytes(bytes) : new byte[0];
  }

  /** The lines that a tool prints. */
  List<String> lines(String tool, String... words) throws IOException {
    return run(tool, words).lines().toList();
  }

  private String run(String tool, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(target + "-" + tool));
    command.addAll(Arrays.asList(words));
    Process p = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
