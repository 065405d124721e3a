package dev.orrery.machine.validate;

import dev.orrery.machine.RunLimits;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.elf.ElfWriter;
import dev.orrery.machine.linux.Schedule;
import dev.orrery.machine.linux.fs.Sandbox;
import dev.orrery.machine.plan.MachineKind;
import dev.orrery.machine.plan.RunPlan;
import dev.orrery.spec.asm.Assembler;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.Isa;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Programs to compare engines on, from their text. */
final class Programs {
  private Programs() {}

  /** A file of the test's resources. */
  static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(Programs.class.getResourceAsStream("/validate/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A program under user-mode Linux. */
  static Subject linux(Isa isa, String text) {
    ElfFile elf =
        ElfFile.parse(
            "test.s",
            ElfWriter.write(
                Assembler.assemble(
                        isa,
                        SourceTree.of(Map.of("test.s", text)),
                        "test.s",
                        Assembler.DEFAULT_BASE)
                    .program()));
    RunPlan plan =
        new RunPlan(
            "test.s",
            List.of(),
            List.of(),
            isa.name(),
            "oracle",
            MachineKind.of(elf),
            List.of(),
            null,
            new RunLimits(10_000_000, Long.MAX_VALUE),
            64 << 20,
            Sandbox.closed(),
            "",
            1,
            Schedule.USUAL);
    return new Subject(plan, elf, isa, InputStream::nullInputStream);
  }
}
