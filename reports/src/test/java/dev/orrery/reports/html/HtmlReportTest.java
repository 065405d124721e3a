package dev.orrery.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.profiler.recording.CycleProfile.CauseCycles;
import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.Samples;
import dev.orrery.reports.svg.CauseColours;
import dev.orrery.reports.text.Cycles;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {

  static List<Recording> recordings() {
    return List.of(Samples.json(), Samples.calls(), Samples.hostile("a"), Samples.empty());
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void isOneWellFormedPageThatLoadsNothing(Recording recording) throws Exception {
    String html = HtmlReport.of(recording);
    Set<String> ids = new HashSet<>();
    List<String> links = new ArrayList<>();
    for (Element e : elements(parse(html))) {
      assertThat(e.getTagName())
          .isNotIn("script", "link", "img", "iframe", "object", "embed", "image", "base", "form");
      NamedNodeMap attributes = e.getAttributes();
      for (int i = 0; i < attributes.getLength(); i++) {
        Node a = attributes.item(i);
        String name = a.getNodeName().toLowerCase(Locale.ROOT);
        assertThat(name).doesNotStartWith("on").isNotIn("src", "srcset", "action", "background");
        if (name.endsWith("href")) {
          assertThat(a.getNodeValue()).startsWith("#");
          links.add(a.getNodeValue().substring(1));
        }
        if (name.equals("id")) {
          assertThat(ids.add(a.getNodeValue())).as("id %s once", a.getNodeValue()).isTrue();
        }
        if (!name.startsWith("xmlns")) {
          assertThat(a.getNodeValue()).doesNotContain("://");
        }
        if (a.getNodeValue().contains("url(")) {
          assertThat(a.getNodeValue()).contains("url(#");
        }
      }
    }
    assertThat(ids).containsAll(links);
    String style = parse(html).getElementsByTagName("style").item(0).getTextContent();
    assertThat(style).doesNotContain("url(").doesNotContain("@import").doesNotContain("://");
  }

  /** Areas lie on each other: their heights in an interval add up to the cycles there. */
  @Test
  void areasOverTimeCloseAlongTheOneBelow() {
    Recording calls = Samples.calls();
    Cycles cycles = Objects.requireNonNull(Cycles.of(calls.profile()));
    String chart = CyclesOverTime.of(calls.profile(), cycles);
    List<String> areas =
        Pattern.compile("<path fill-rule='evenodd' d='([^']+)'")
            .matcher(chart)
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(areas).hasSizeGreaterThan(3);
    int corners = areas.getFirst().split("L", -1).length;
    assertThat(areas.subList(1, areas.size()))
        .allMatch(a -> a.split("L", -1).length > 1.8 * corners - 6);
  }

  /** From what is slow to its code, from there to the lines and into the pipeline, and back. */
  @Test
  void linksLeadFromWhatIsSlowToItsCodeItsLinesAndThePipeline() throws Exception {
    Document page = parse(HtmlReport.of(Samples.calls()));
    assertThat(links(page, "cycles")).anyMatch(l -> l.startsWith("#function-"));
    assertThat(links(page, "cycles")).anyMatch(l -> l.startsWith("#block-"));
    assertThat(links(page, "cycles")).anyMatch(l -> l.startsWith("#line-"));
    assertThat(links(page, "functions")).anyMatch(l -> l.startsWith("#function-"));
    assertThat(links(page, "lines")).anyMatch(l -> l.startsWith("#block-"));
    assertThat(links(page, "code")).anyMatch(l -> l.startsWith("#line-"));
    Document piped = parse(HtmlReport.of(Samples.hostile("a")));
    assertThat(links(piped, "code")).contains("#pipeline");
    assertThat(links(piped, "pipeline")).anyMatch(l -> l.startsWith("#block-"));
    assertThat(links(parse(HtmlReport.forPrint(Samples.hostile("a"))), "code"))
        .isNotEmpty()
        .doesNotContain("#pipeline");
  }

  private static List<String> links(Document page, String section) {
    return elements(page).stream()
        .filter(e -> e.getTagName().equals("a") && within(e, section))
        .map(e -> e.getAttribute("href"))
        .toList();
  }

  private static boolean within(Node node, String section) {
    for (Node n = node; n instanceof Element e; n = n.getParentNode()) {
      if (e.getTagName().equals("section")) {
        return e.getAttribute("id").equals(section);
      }
    }
    return false;
  }

  /** A cause has one colour in the stack, in bars and over time. */
  @Test
  void causesHaveTheirColourInEveryDrawing() {
    Recording calls = Samples.calls();
    Cycles cycles = Objects.requireNonNull(Cycles.of(calls.profile()));
    CauseColours colours = new CauseColours(cycles.causes());
    String chart = CyclesOverTime.of(calls.profile(), cycles);
    String html = HtmlReport.of(calls);
    for (CauseCycles c : cycles.causes().subList(0, 4)) {
      String style = colours.style(c.name());
      assertThat(html).contains("<i class=\"" + style + "\"");
      assertThat(chart).contains("fill:var(--" + style.substring(2) + ")").contains(c.name());
    }
    assertThat(html).contains(chart);
  }

  @Test
  void everyDrawingHasWords() throws Exception {
    for (Element e : elements(parse(HtmlReport.of(Samples.json())))) {
      if (e.getTagName().equals("svg")) {
        boolean decoration = e.getAttribute("aria-hidden").equals("true");
        assertThat(decoration || e.getAttribute("aria-label").length() > 20).isTrue();
      }
    }
  }

  @Test
  void isSmallAndHasNoLooseEnds() {
    String html = HtmlReport.of(Samples.json());
    assertThat(html.length()).isLessThan(400_000);
    String text = html.substring(html.indexOf("<body"));
    assertThat(text).doesNotContain("NaN", "Infinity", ">null", "{}", "${");
    assertThat(HtmlReport.of(Samples.json())).isEqualTo(html);
  }

  @Test
  void saysWhatTheRecordingSays() throws Exception {
    String text = parse(HtmlReport.of(Samples.json())).getDocumentElement().getTextContent();
    assertThat(text)
        .contains("json.elf")
        .contains("accept")
        .contains(
            "sum over blocks = 1 562 011"
                .replace(' ', '\u202f')
                .replace("sum\u202fover\u202fblocks\u202f=\u202f", "sum over blocks = "))
        .contains("orrery profile workloads/json.elf -o report -- 1");
  }

  @Test
  void hostileTextStaysText() throws Exception {
    String attack = "</title></style>\"'><script>alert(1)</script><img src=x onerror=a>&lt;${7*7}`";
    Document page = parse(HtmlReport.of(Samples.hostile(attack)));
    for (Element e : elements(page)) {
      assertThat(e.getTagName()).isNotIn("script", "img");
      assertThat(e.hasAttribute("onerror")).isFalse();
    }
    assertThat(page.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo(attack);
  }

  @Test
  void charactersThatXmlForbidsAreReplaced() throws Exception {
    Recording hostile = Samples.hostile("a\u0000b\u0008c\u202ed\ufffee\ud800f\u001b[1mg");
    Document page = parse(HtmlReport.of(hostile));
    assertThat(page.getElementsByTagName("h1").item(0).getTextContent())
        .isEqualTo("a�b�c�d�e�f�[1mg");
  }

  @Test
  void aRunOfNothingIsStillAPage() throws Exception {
    String text = parse(HtmlReport.of(Samples.empty())).getDocumentElement().getTextContent();
    assertThat(text).contains("No instruction retired.").contains("fault at 0x0");
  }

  private static Document parse(String html) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
  }

  private static List<Element> elements(Document page) {
    NodeList all = page.getElementsByTagName("*");
    List<Element> list = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      list.add((Element) all.item(i));
    }
    return list;
  }
}
