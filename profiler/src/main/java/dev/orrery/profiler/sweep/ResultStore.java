package dev.orrery.profiler.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orrery.profiler.sweep.Point.Measured;
import dev.orrery.spec.io.OutputFile;
import dev.orrery.spec.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Results of points, each a small file that is named by what determined it: bytes of the program,
 * its arguments and input, the texts of the core's tables, the parameters, and Orrery's version.
 * What is there need not be run again, whatever plan asks for it.
 */
final class ResultStore {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A result has a few hundred bytes, and a line for each cause and parameter. */
  private static final int LONGEST_FILE = 1 << 20;

  private final @Nullable Path folder;
  private final String version;
  private final List<String> damaged = Collections.synchronizedList(new ArrayList<>());

  /** Contents of core tables by name, and of programs. */
  private final Map<String, String> cores;

  private final Map<LoadedProgram, String> programs;
  private final SweepPlan plan;

  /**
   * Results in {@code folder}, or none if it is null.
   *
   * @param version of Orrery: another one may count differently
   * @param cores hashes of the texts of the plan's cores
   */
  ResultStore(
      @Nullable Path folder,
      String version,
      SweepPlan plan,
      Map<String, String> cores,
      List<LoadedProgram> programs) {
    this.folder = folder;
    this.version = version;
    this.plan = plan;
    this.cores = Map.copyOf(cores);
    this.programs = new LinkedHashMap<>();
    programs.forEach(p -> this.programs.put(p, Sha256.hex(p.elf().bytes())));
  }

  /** What determines the result of a point. */
  private ObjectNode identity(LoadedProgram program, Setup setup) {
    ObjectNode identity = JSON.createObjectNode();
    identity.put("orrery", version);
    identity.put("program", program.program().run());
    identity.put("programSha256", programs.get(program));
    program.program().arguments().forEach(identity.putArray("arguments")::add);
    identity.put("inputSha256", Sha256.hex(program.input()));
    identity.put("isa", program.isa());
    identity.put("isaSha256", program.tables().hash());
    identity.put("memory", plan.memory());
    identity.put("core", setup.core());
    identity.put("coreSha256", cores.get(setup.core()));
    ObjectNode parameters = identity.putObject("parameters");
    setup.settings(plan.axes()).forEach(parameters::put);
    return identity;
  }

  private static Path file(Path folder, ObjectNode identity) {
    return folder.resolve(
        Sha256.hex(identity.toString().getBytes(StandardCharsets.UTF_8)) + ".json");
  }

  /** The result of a point, if it is there; one that is damaged is noted and not there. */
  @Nullable Measured read(LoadedProgram program, Setup setup) {
    if (folder == null) {
      return null;
    }
    ObjectNode identity = identity(program, setup);
    Path file = file(folder, identity);
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try (InputStream in = Files.newInputStream(file)) {
      JsonNode whole = JSON.readTree(in.readNBytes(LONGEST_FILE));
      if (!JSON.readTree(identity.toString()).equals(whole.path("point"))) {
        throw new IOException("it is of another point");
      }
      Map<String, Long> causes = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> cause : whole.path("causes").properties()) {
        causes.put(cause.getKey(), number(cause.getValue()));
      }
      return new Measured(number(whole.path("instructions")), number(whole.path("cycles")), causes);
    } catch (IOException | IllegalArgumentException e) {
      String why = e instanceof JsonProcessingException ? "it is no JSON" : e.getMessage();
      damaged.add(file + ": the result is damaged (" + why + "): computed again");
      return null;
    }
  }

  private static long number(JsonNode node) throws IOException {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw new IOException("a number is missing");
    }
    return node.longValue();
  }

  /**
   * Writes the result of a point.
   *
   * @throws dev.orrery.spec.diag.OrreryException if it cannot be written
   */
  void write(LoadedProgram program, Setup setup, Measured result) {
    if (folder == null) {
      return;
    }
    ObjectNode identity = identity(program, setup);
    ObjectNode whole = JSON.createObjectNode();
    whole.set("point", identity);
    whole.put("instructions", result.instructions());
    whole.put("cycles", result.cycles());
    ObjectNode causes = whole.putObject("causes");
    result.causes().forEach(causes::put);
    OutputFile.write(
        file(folder, identity), (whole.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** What was wrong with files that were there, a line each. */
  List<String> damaged() {
    return List.copyOf(damaged);
  }
}
