package dev.orrery.spec.lang.parse;

import dev.orrery.spec.lang.ast.CoreAst;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the lines below a core's first one: what is said about it. */
final class HeaderLines {
  private static final List<String> KEYS =
      List.of(
          "title", "source", "rtl", "programs", "traces", "accept", "trailing", "skip", "width");

  @Nullable String title;
  final List<String> sources = new ArrayList<>();

  private @Nullable Span rtl;
  private String core = "";
  private String config = "";
  private final Map<String, String> programs = new LinkedHashMap<>();
  private final Map<String, String> traces = new LinkedHashMap<>();
  private final Map<String, ExprAst> limits = new LinkedHashMap<>();

  void read(Cursor in) {
    Span start = in.here();
    String key = in.word("what the line says").text();
    switch (key) {
      case "title" -> title = CoreParser.text(in);
      case "source" -> sources.add(CoreParser.text(in));
      case "rtl" -> {
        core = CoreParser.text(in);
        config = CoreParser.text(in);
        rtl = in.since(start);
      }
      case "programs", "traces" -> {
        String isa = in.chunk("the name of an instruction set").text();
        String folder = in.chunk("the name of a folder").text();
        (key.equals("programs") ? programs : traces).put(isa, folder);
      }
      case "accept" -> accept(in);
      case "trailing", "skip", "width" -> limits.put(key, ExprParser.parse(in));
      default -> {
        in.reset(0);
        throw in.error(
            "a core has no '" + key + "'",
            DidYouMean.help(key, KEYS, "It has: " + String.join(", ", KEYS) + "."));
      }
    }
    in.expectEnd();
  }

  private void accept(Cursor in) {
    while (!in.atEnd()) {
      if (!in.atWord("max") && !in.atWord("mean") && !in.atWord("deltas")) {
        throw in.unexpected("'max', 'mean' or 'deltas', and a number of millionths");
      }
      limits.put(in.take().text(), ExprParser.parse(in));
    }
  }

  @Nullable ExprAst width() {
    return limits.get("width");
  }

  CoreAst.@Nullable Measured measured() {
    return rtl == null
        ? null
        : new CoreAst.Measured(
            rtl,
            core,
            config,
            programs,
            traces,
            limits.get("max"),
            limits.get("mean"),
            limits.get("deltas"),
            limits.get("trailing"),
            limits.get("skip"));
  }
}
