package dev.orrery.machine.demangle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names of real libraries, demangled as GNU c++filt does. {@code -Dorrery.demangle.libraries=A:B}
 * takes more of them. Where c++filt knows no name but this package does, and in the space between
 * two {@code >}, they may differ.
 */
class CxxFiltTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/usr/riscv64-linux-gnu/lib/libstdc++.so.6",
        "/usr/lib/gcc-cross/riscv64-linux-gnu/12/libstdc++.a"
      })
  void theStandardLibrarysNamesAreTheSame(String library) throws Exception {
    assumeTrue(Files.exists(Path.of(library)), "needs g++-riscv64-linux-gnu");
    assertThat(compare(library)).isGreaterThan(4000);
  }

  @Test
  void namesOfMoreLibrariesAreTheSame() throws Exception {
    String more = System.getProperty("orrery.demangle.libraries", "");
    for (String library : more.isEmpty() ? new String[0] : more.split(":", -1)) {
      System.out.println(library + ": " + compare(library) + " names");
    }
  }

  private int compare(String library) throws Exception {
    TreeSet<String> mangled = new TreeSet<>();
    for (String option : new String[] {"-D", "-a"}) {
      for (String line : output(List.of("riscv64-linux-gnu-nm", option, library), null)) {
        String name = line.substring(line.lastIndexOf(' ') + 1).replaceFirst("@.*", "");
        if (name.startsWith("_Z") || name.startsWith("_R")) {
          mangled.add(name);
        }
      }
    }
    Path names = dir.resolve("names");
    Files.write(names, mangled);
    List<String> theirs = output(List.of("riscv64-linux-gnu-c++filt", "--no-verbose"), names);
    List<String> different = new ArrayList<>();
    int i = 0;
    for (String name : mangled) {
      String wanted = theirs.get(i++);
      String ours = Demangler.display(name);
      if (!wanted.equals(name) && !closed(ours).equals(closed(wanted))) {
        different.add(name + "\n  theirs " + wanted + "\n  ours   " + ours);
      }
    }
    assertThat(different).isEmpty();
    return mangled.size();
  }

  private static String closed(String name) {
    return name.replaceAll("(?<=>) (?=>)", "");
  }

  private List<String> output(List<String> command, @Nullable Path input) throws Exception {
    Path out = dir.resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    if (input != null) {
      builder.redirectInput(input.toFile());
    }
    int status;
    try {
      status = builder.start().waitFor();
    } catch (IOException e) {
      assumeTrue(false, "needs binutils-riscv64-linux-gnu");
      return List.of();
    }
    assertThat(status).as(String.join(" ", command)).isZero();
    return Files.readAllLines(out, StandardCharsets.UTF_8);
  }
}
