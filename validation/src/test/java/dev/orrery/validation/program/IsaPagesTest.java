package dev.orrery.validation.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.spec.Isas;
import dev.orrery.spec.model.Isa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages made from rows, and two sets compared. */
final class IsaPagesTest {
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"#]+)");

  @TempDir private Path directory;

  @Test
  void everyRowHasAPageAndEveryLinkLeadsSomewhere() throws IOException {
    Path folder = directory.resolve("pages");
    CommandResult made = docs(folder);
    assertThat(made.status()).as(made.err()).isZero();
    Isa isa = Isas.stock("rv32imac");
    try (Stream<Path> rows = Files.list(folder.resolve("rows"))) {
      assertThat(rows.count()).isEqualTo(isa.rows().size());
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path page : all.filter(p -> p.toString().endsWith(".html")).toList()) {
        LINK.matcher(Files.readString(page))
            .results()
            .forEach(
                link -> assertThat(page.resolveSibling(link.group(1))).as("%s", page).exists());
      }
    }
    assertThat(Files.readString(folder.resolve("rows/addi.html")))
        .contains("Register rd becomes the sum of register rs1 and immI.")
        .contains("<svg ")
        .contains("rv/i.isa:");
    assertThat(Files.readString(folder.resolve("index.html")))
        .contains("<code>lr.w[.rl|.aq|.aqrl] rd, (rs1)</code>")
        .contains("<code>la rd, a</code>")
        .contains("<a href=\"rows/auipc.html\">auipc</a> rd, %pcrel_hi(a)</code>")
        .doesNotContain("%pick");
    assertThat(Files.readString(folder.resolve("rows/auipc.html")))
        .contains("<dt><code>la rd, a</code></dt>")
        .contains("auipc rd, %pcrel_hi(a); addi rd, rd, %pcrel_lo(PC)");
    assertThat(docs(folder).status()).as("our own pages are replaced").isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x64", "a64", "ppc64", "rv64max"})
  void everySetHasPages(String isa) throws IOException {
    Path folder = directory.resolve(isa);
    CommandResult made =
        CommandResult.of(
            new byte[0], List.of("isa", "docs", "--isa", isa, "-o", folder.toString()));
    assertThat(made.status()).as(made.err()).isZero();
    assertThat(Files.readString(folder.resolve("index.html"))).doesNotContain("%pick", "%form");
    if (isa.equals("rv64max")) {
      assertThat(Files.readString(folder.resolve("rows/amocas.q.html")))
          .contains("register of X, computed: ")
          .contains("Only words for which (bit 0 of rd is 0) and (bit 0 of rs2 is 0).")
          .contains("compares and swaps 16 bytes at once");
    }
  }

  @Test
  void filesOfOthersStay() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("mine"));
    Files.writeString(folder.resolve("index.html"), "mine");
    CommandResult refused = docs(folder);
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("was not written by this command");
    assertThat(folder.resolve("index.html")).hasContent("mine");
    assertThat(folder.resolve("style.css")).doesNotExist();
  }

  private static CommandResult docs(Path folder) {
    return CommandResult.of(
        new byte[0], List.of("isa", "docs", "--isa", "rv32imac", "-o", folder.toString()));
  }

  @Test
  void setsAreCompared() throws IOException {
    CommandResult same = diff("rv64gc", "rv64gc");
    assertThat(same.status()).isZero();
    assertThat(same.out()).isEmpty();
    CommandResult more = diff("rv32i", "rv32im");
    assertThat(more.status()).isEqualTo(1);
    assertThat(more.out()).contains("+ mul ").contains("0 removed, 8 added, 0 changed");
    CommandResult json = diff("rv32im", "rv32i", "--json");
    assertThat(json.status()).isEqualTo(1);
    JsonNode facts = new ObjectMapper().readTree(json.out());
    assertThat(facts.get("removed")).hasSize(8);
    assertThat(facts.get("changed")).isEmpty();
    assertThat(diff("rv32i").status()).isEqualTo(2);
  }

  private static CommandResult diff(String... words) {
    return CommandResult.of(
        new byte[0], Stream.concat(Stream.of("isa", "diff"), Stream.of(words)).toList());
  }
}
