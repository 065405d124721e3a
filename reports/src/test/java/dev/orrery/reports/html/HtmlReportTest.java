package dev.orrery.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.profiler.recording.Recording;
import dev.orrery.reports.Samples;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class HtmlReportTest {

  @Test
  void isOneWellFormedPageThatLoadsNothing() throws Exception {
    String html = HtmlReport.of(Samples.json());
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
