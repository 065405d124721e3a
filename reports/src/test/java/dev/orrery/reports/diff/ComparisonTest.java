package dev.orrery.reports.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.orrery.profiler.recording.Profile;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.Samples;
import dev.orrery.reports.diff.Comparison.Row;
import dev.orrery.reports.terminal.DiffSummary;
import dev.orrery.spec.diag.OrreryException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The golden files are written anew with {@code -Dorrery.update=true}. */
class ComparisonTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/orrery/reports/diff");

  private static Comparison changed() {
    return Comparer.of(Samples.calls(), Samples.callsChanged());
  }

  @ParameterizedTest
  @CsvSource({"80,false", "110,false", "80,true"})
  void looksAsItShould(int width, boolean colour) throws IOException {
    String text = DiffSummary.of(changed(), width, colour);
    isGolden("calls-" + width + (colour ? "-colour" : "") + ".txt", text);
    assertThat(text.replaceAll("\u001b\\[[0-9;]*m", "").lines())
        .allSatisfy(l -> assertThat(l.length()).isLessThanOrEqualTo(width));
  }

  @Test
  void differentialStacksLookAsTheyShould() throws IOException {
    var files = DiffFormat.files(changed(), EnumSet.of(DiffFormat.FOLDED_CYCLES));
    isGolden("calls-cycles.folded", new String(files.get("cycles.folded"), StandardCharsets.UTF_8));
  }

  private static void isGolden(String name, String text) throws IOException {
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("orrery.update")) {
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
  }

  static Stream<List<Recording>> pairs() {
    return Stream.of(
        List.of(Samples.calls(), Samples.callsChanged()),
        List.of(Samples.json(), Samples.calls()),
        List.of(Samples.json(), Samples.hostile("a\u001b[2J<b>;\n,\"'")),
        List.of(Samples.hostile("a\u001b[2J<b>;\n,\"'"), Samples.hostile("<c>")),
        List.of(Samples.empty(), Samples.json()),
        List.of(Samples.empty(), Samples.empty()));
  }

  /** Nothing is lost: functions and blocks add up to both runs, cause by cause. */
  @ParameterizedTest
  @MethodSource("pairs")
  void partsAddUpToBothRuns(List<Recording> pair) {
    Comparison c = Comparer.of(pair.get(0), pair.get(1));
    for (List<Row> rows : List.of(c.functions(), c.blocks())) {
      assertThat(sum(rows, Row::instructions)).isEqualTo(c.instructions());
      assertThat(sum(rows, Row::cycles)).isEqualTo(c.cycles());
      for (int i = 0; i < c.causes().size(); i++) {
        int cause = i;
        assertThat(sum(rows, r -> r.causes().get(cause))).isEqualTo(c.causes().get(i).cycles());
      }
    }
    assertThat(c.instructions().a()).isEqualTo(instructions(pair.get(0)));
    assertThat(c.instructions().b()).isEqualTo(instructions(pair.get(1)));
  }

  private static long instructions(Recording r) {
    return r.profile().totals().instructions();
  }

  private static Change sum(List<Row> rows, Function<Row, Change> of) {
    return rows.stream().map(of).reduce(Change.NONE, Change::plus);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theOtherWayRoundEveryDifferenceIsTheOpposite(List<Recording> pair) {
    Comparison there = Comparer.of(pair.get(0), pair.get(1));
    Comparison back = Comparer.of(pair.get(1), pair.get(0));
    assertThat(back.total().difference()).isEqualTo(-there.total().difference());
    assertThat(opposite(back.functions()))
        .containsExactlyInAnyOrderElementsOf(differences(there.functions()));
  }

  private static List<String> differences(List<Row> rows) {
    return rows.stream().map(r -> r.name() + " " + r.instructions().difference()).toList();
  }

  private static List<String> opposite(List<Row> rows) {
    return rows.stream().map(r -> r.name() + " " + -r.instructions().difference()).toList();
  }

  @Test
  void aRecordingDoesNotDifferFromItself() {
    for (Recording r : List.of(Samples.calls(), Samples.json(), Samples.empty())) {
      Comparison c = Comparer.of(r, r);
      assertThat(c.notes()).isEmpty();
      for (List<Row> rows : List.of(c.functions(), c.blocks(), c.lines())) {
        assertThat(c.changed(rows)).isEmpty();
      }
      assertThat(DiffText.sentence(c)).contains("exactly", "in the same places");
    }
  }

  @Test
  void blocksAreFoundAgainWhereCodeHasMoved() {
    Comparison c = changed();
    Profile a = Samples.calls().profile();
    long known = a.blocks().size();
    assertThat(
            c.blocks().stream().filter(r -> r.instructions().a() > 0 && r.instructions().b() > 0))
        .hasSizeGreaterThan((int) known * 3 / 4);
    assertThat(c.blocks()).anyMatch(r -> r.detail().equals("other instructions, run+0x26 in A"));
    assertThat(c.notes())
        .containsExactly(
            "These are two builds of calls.elf.", "The cores differ in dcache_miss: 20 and 10.");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyFormatCanBeWritten(List<Recording> pair) throws Exception {
    Comparison c = Comparer.of(pair.get(0), pair.get(1));
    var files =
        DiffFormat.files(
            c, EnumSet.of(DiffFormat.HTML, DiffFormat.JSON, DiffFormat.CSV, DiffFormat.FOLDED));
    JsonNode json = new ObjectMapper().readTree(files.get("diff.json"));
    assertThat(json.at("/instructions/change").longValue())
        .isEqualTo(c.instructions().difference());
    String html =
        new String(files.get("diff.html"), StandardCharsets.UTF_8).replace("<!DOCTYPE html>", "");
    NodeList links = parsed(html).getElementsByTagName("a");
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < links.getLength(); i++) {
      targets.add(links.item(i).getAttributes().getNamedItem("href").getNodeValue());
    }
    assertThat(targets)
        .isNotEmpty()
        .allMatch(t -> t.startsWith("#") && html.contains("id=\"" + t.substring(1) + "\""));
    assertThat(DiffSummary.of(c, 80, false))
        .doesNotContainPattern("[\\p{Cc}&&[^\n]]")
        .contains("Host times");
  }

  private static Document parsed(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
  }

  /** A bar for each recording and one for the estimate, whose lengths are as their cycles. */
  @Test
  void stacksAreDrawnToScale() throws Exception {
    Comparison c = changed();
    var files = DiffFormat.files(c, EnumSet.of(DiffFormat.SVG));
    String svg = new String(files.get("cpi-stacks.svg"), StandardCharsets.UTF_8);
    NodeList bars = parsed(svg).getElementsByTagName("rect");
    Map<String, Double> ends = new TreeMap<>();
    for (int i = 0; i < bars.getLength(); i++) {
      NamedNodeMap a = bars.item(i).getAttributes();
      double end = number(a, "x") + number(a, "width");
      if (number(a, "height") > 20) {
        ends.merge(a.getNamedItem("y").getNodeValue(), end, Math::max);
      }
    }
    double whole = 760.0 / c.cycles().a();
    assertThat(c.estimate()).isNotNull();
    assertThat(ends.values()).hasSize(3);
    assertThat(ends.values().stream().sorted().toList().get(2)).isCloseTo(760, within(2.0));
    assertThat(ends.values().stream().sorted().toList().get(0))
        .isCloseTo(c.cycles().b() * whole, within(2.0));
  }

  private static double number(NamedNodeMap attributes, String name) {
    return Double.parseDouble(attributes.getNamedItem(name).getNodeValue());
  }

  /** The estimate is about the cause that became cheaper most. */
  @Test
  void theEstimateIsThatOfTheCauseThatChanged() {
    Estimate e = Objects.requireNonNull(changed().estimate());
    assertThat(e.cause()).isEqualTo("muldiv");
    Comparison back = Comparer.of(Samples.callsChanged(), Samples.calls());
    Estimate other = back.estimate();
    assertThat(other == null ? "" : other.cause()).isNotEqualTo("muldiv");
    assertThat(DiffText.sentence(back)).doesNotContain("the gain of B");
  }

  @Test
  void cyclesThatWereNotCountedAreNotCompared() {
    Comparison c = Comparer.of(Samples.json(), Samples.calls());
    assertThat(c.notes())
        .anyMatch(n -> n.startsWith("These are different programs"))
        .contains("Only B counts cycles, so that instructions are compared.");
    assertThat(DiffText.sentence(c)).contains("instructions").doesNotContain("cycles");
    assertThatThrownBy(() -> DiffFormat.files(c, EnumSet.of(DiffFormat.FOLDED_CYCLES)))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("--core CORE");
    assertThatThrownBy(() -> DiffFormat.files(c, EnumSet.of(DiffFormat.SVG)))
        .isInstanceOf(OrreryException.class)
        .hasMessageContaining("--core CORE");
  }
}
