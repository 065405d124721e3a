package dev.orrery.spec.lang.parse;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.source.Diagnostics;
import dev.orrery.spec.lang.source.DidYouMean;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.SourceFile;
import dev.orrery.spec.lang.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups the lines of a file into blocks and has each block read by the parser for its kind. */
public final class FileParser {
  static final List<String> KEYWORDS =
      List.of(
          "isa",
          "import",
          "extension",
          "param",
          "length",
          "bits",
          "bytes",
          "reg",
          "flags",
          "file",
          "view",
          "causes",
          "classes",
          "csr",
          "csrs",
          "field",
          "operand",
          "format",
          "names",
          "forms",
          "variants",
          "let",
          "table",
          "expand",
          "alias",
          "pseudo",
          "reloc",
          "option",
          "synonym",
          "suffix",
          "let",
          "sem",
          "hook",
          "abi",
          "syscalls");

  private final SourceFile file;
  private final Diagnostics diagnostics;
  private final List<DeclAst> blocks = new ArrayList<>();
  private boolean isWhole = true;

  private FileParser(SourceFile file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  /** Reads {@code file}, reporting what cannot be read. */
  public static ParsedFile parse(SourceFile file, Diagnostics diagnostics) {
    FileParser parser = new FileParser(file, diagnostics);
    parser.run(Lexer.lines(file.text()));
    return new ParsedFile(
        file, parser.extension(), List.copyOf(parser.blocks), parser.isWhole, null);
  }

  private void run(List<Line> lines) {
    int i = 0;
    while (i < lines.size()) {
      Line head = lines.get(i++);
      int from = i;
      while (i < lines.size() && lines.get(i).indented()) {
        i++;
      }
      if (head.indented()) {
        report(
            Cursor.of(file, head)
                .error(
                    "this line is indented, but there is no block above it",
                    "Start blocks in column 1."));
        continue;
      }
      try {
        blocks.add(block(Cursor.of(file, head), lines.subList(from, i)));
      } catch (Failure e) {
        isWhole = false;
        report(e);
      }
    }
  }

  private DeclAst block(Cursor in, List<Line> body) {
    Span start = in.here();
    String keyword = in.word("a block's keyword").text();
    LineReader lines = new LineReader(file, body, this::report);
    @Nullable DeclAst d =
        switch (keyword) {
          case "table", "expand" -> TableParser.table(in, start, keyword.equals("expand"), lines);
          case "alias" -> TableParser.alias(in, start, lines);
          case "pseudo" -> AsmParser.pseudo(in, start, lines);
          case "reloc" -> AsmParser.reloc(in, start);
          case "option" -> AsmParser.option(in, start);
          case "synonym" -> AsmParser.synonym(in, start);
          case "abi" -> AbiParser.abi(in, start, lines);
          case "csrs" -> StateParser.csrNames(in, start, lines);
          case "syscalls" -> AbiParser.syscalls(in, start, lines);
          case "operand" -> EncodingParser.operandTable(in, start, lines);
          case "field" -> EncodingParser.field(in, start);
          case "format" -> EncodingParser.format(in, start);
          case "names" -> EncodingParser.names(in, start, lines);
          case "forms" -> EncodingParser.forms(in, start, lines);
          case "variants" -> VariantsParser.variants(in, start, lines);
          case "bits" -> VariantsParser.bits(in, start);
          case "bytes" -> BytesParser.bytes(in, start, lines);
          case "length" -> EncodingParser.length(in, start);
          default -> new StateParser(in, start).block(keyword);
        };
    if (d == null) {
      in.reset(0);
      throw in.error(
          "there is no block '" + keyword + "'",
          DidYouMean.help(keyword, KEYWORDS, "Blocks are: " + String.join(", ", KEYWORDS) + "."));
    }
    if (!body.isEmpty() && !lines.wereRead()) {
      throw Cursor.of(file, body.getFirst())
          .error(
              "this line is indented, but '" + keyword + "' has no lines of its own",
              "Start blocks in column 1.");
    }
    in.expectEnd();
    return d;
  }

  private String extension() {
    @Nullable String name = null;
    for (DeclAst d : blocks) {
      if (d instanceof DeclAst.Extension e) {
        if (name != null) {
          diagnostics.error(
              "E26", e.span(), "this file has named its extension already", "Remove one of them.");
        }
        name = e.name().text();
      }
    }
    if (name != null) {
      return name;
    }
    String path = file.path();
    String base = path.substring(path.lastIndexOf('/') + 1);
    return base.endsWith(".isa") ? base.substring(0, base.length() - 4) : base;
  }

  private void report(Failure e) {
    diagnostics.add(e.diagnostic());
  }
}
