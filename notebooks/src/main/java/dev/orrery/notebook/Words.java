package dev.orrery.notebook;

import dev.orrery.reports.svg.Svg;
import dev.orrery.reports.text.Sentence;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Sentences, one a line.
 *
 * @param sentences in their order
 */
public record Words(List<Sentence> sentences) implements Shown {
  public Words {
    sentences = List.copyOf(sentences);
  }

  @Override
  public String text() {
    return sentences.stream().map(Sentence::text).collect(Collectors.joining("\n"));
  }

  @Override
  public String html() {
    StringBuilder out = new StringBuilder("<ul>\n");
    for (Sentence s : sentences) {
      out.append("<li>");
      for (Sentence.Span span : s.spans()) {
        String tag = span.code() ? "code" : span.strong() ? "strong" : "";
        String text = Svg.escape(span.text());
        out.append(tag.isEmpty() ? text : "<" + tag + ">" + text + "</" + tag + ">");
      }
      out.append("</li>\n");
    }
    return out.append("</ul>").toString();
  }

  @Override
  public String toString() {
    return text();
  }
}
