package dev.orrery.machine.bare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.Engine;
import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.Hart;
import dev.orrery.engine.factory.Engines;
import dev.orrery.machine.Ending;
import dev.orrery.machine.Fixtures;
import dev.orrery.machine.Machine;
import dev.orrery.machine.Outcome;
import dev.orrery.machine.RunLimits;
import dev.orrery.machine.elf.ElfFile;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.spec.Isas;
import dev.orrery.spec.model.Isa;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Bare-metal programs that check their own results and were measured on real cores. */
class BareProgramsTest {
  private static final Path PROGRAMS = Fixtures.repository().resolve("validation/rtl/programs/elf");

  @TestFactory
  Stream<DynamicTest> everyProgramPasses() throws Exception {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(PROGRAMS)) {
      all.filter(p -> p.toString().endsWith(".elf")).sorted().forEach(files::add);
    }
    return Engines.names().stream()
        .flatMap(
            engine ->
                files.stream()
                    .map(
                        f ->
                            DynamicTest.dynamicTest(
                                PROGRAMS.relativize(f) + " on " + engine,
                                () -> passes(f, engine))));
  }

  private record Measured(long inRegion, long total) {}

  private static Set<Measured> measured(Path file) throws IOException {
    String program = file.getFileName().toString().replace(".elf", "");
    String isa = file.getName(file.getNameCount() - 2).toString().replace("_hi", "");
    Set<Measured> measured = new HashSet<>();
    for (String line : Files.readAllLines(PROGRAMS.resolve("../../cycles.csv"))) {
      // A quoted field may hold commas; the interesting ones are counted from the end.
      List<String> fields = List.of(line.split(","));
      int n = fields.size();
      if (n > 7 && fields.get(n - 8).equals(program) && fields.get(n - 6).equals(isa)) {
        measured.add(
            new Measured(Long.parseLong(fields.get(n - 5)), Long.parseLong(fields.get(n - 2))));
      }
    }
    return measured;
  }

  private static void passes(Path file, String engineName) throws IOException {
    Isa isa = Isas.stock(file.getName(file.getNameCount() - 2).toString().replace("_hi", ""));
    GuestMemory memory = new GuestMemory(isa.xlen(), 64 << 20);
    ElfFile elf = ElfFile.read(file);
    BareBoard board = new BareBoard(elf, memory, List.of(), OutputStream.nullOutputStream());
    Hart hart = new Hart(isa, memory);
    board.reset(hart);
    Engine engine = Engines.create(engineName, isa, EngineOptions.PLAIN);
    try (Machine machine = new Machine(engine, hart, memory, board, board.image())) {
      Outcome outcome = machine.run(new RunLimits(10_000_000, Long.MAX_VALUE));
      assertThat(outcome.ending()).isEqualTo(new Ending.Exited(0));
      List<Marker> markers = board.markers();
      assertThat(markers)
          .extracting(Marker::name)
          .containsExactly("roi_begin", "roi_end", "report");
      // What the cores retired: in the region of interest, and up to the store that ends the
      // program.
      Measured here =
          new Measured(markers.get(1).retired() - markers.get(0).retired(), outcome.instructions());
      assertThat(measured(file)).contains(here);
    }
  }
}
