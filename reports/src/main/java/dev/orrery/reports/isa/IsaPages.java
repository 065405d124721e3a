package dev.orrery.reports.isa;

import dev.orrery.reports.html.Templates;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Row;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The documentation of an instruction set as files. */
public final class IsaPages {
  /** What every file that is written begins with, or close to it: how ours are known again. */
  public static final String MARK = "Orrery instruction set documentation";

  private IsaPages() {}

  /**
   * What the index shows.
   *
   * @param isa the set
   * @param pages of all rows, in the tables' order
   * @param byExtension the same, by extension
   * @param pseudos pseudo-instructions, in the tables' order
   * @param files by mnemonic, the file of its page
   */
  public record Index(
      Isa isa,
      List<RowPage> pages,
      Map<String, List<RowPage>> byExtension,
      List<PseudoPage> pseudos,
      Map<String, String> files) {}

  /** Name of a file, with folders, to its contents, all below one folder. */
  public static Map<Path, byte[]> of(Isa isa) {
    Map<Path, byte[]> files = new LinkedHashMap<>();
    files.put(
        Path.of("style.css"),
        bytes("/* " + MARK + " */\n" + Templates.style("report.css") + Templates.style("isa.css")));
    Index index = index(isa);
    files.put(Path.of("index.html"), bytes(Templates.render("isa/index.jte", index)));
    for (RowPage page : index.pages()) {
      Map<String, Object> parameters = new HashMap<>();
      parameters.put("isa", isa);
      parameters.put("page", page);
      parameters.put("meaningFile", page.meaning() == null ? "" : file(index, page.meaning()));
      files.put(Path.of("rows", page.file()), bytes(Templates.render("isa/row.jte", parameters)));
    }
    return files;
  }

  private static String file(Index index, Row row) {
    return index.pages().get(row.id()).file();
  }

  static Index index(Isa isa) {
    List<RowPage> pages = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    Map<String, List<RowPage>> byExtension = new TreeMap<>();
    Set<String> registers = registers(isa);
    List<PseudoPage> pseudos =
        isa.asm().pseudos().stream().map(p -> PseudoPage.of(p, registers)).toList();
    for (Row row : isa.rows()) {
      String name = row.name().replaceAll("[^A-Za-z0-9._-]", "_");
      int n = seen.merge(name.toLowerCase(java.util.Locale.ROOT), 1, Integer::sum);
      RowPage page =
          RowPage.of(isa, row, (n == 1 ? name : name + "-" + n) + ".html", registers, pseudos);
      pages.add(page);
      byExtension.computeIfAbsent(row.extension(), e -> new ArrayList<>()).add(page);
    }
    return new Index(isa, pages, byExtension, pseudos, PseudoPage.files(pages));
  }

  /** The names that a template may show besides operands. */
  private static Set<String> registers(Isa isa) {
    Set<String> names = new HashSet<>();
    isa.files().forEach(f -> names.addAll(f.names()));
    isa.registers().forEach(r -> names.add(r.name()));
    for (Row row : isa.rows()) {
      row.operands().forEach(o -> names.addAll(o.names()));
    }
    return names;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
