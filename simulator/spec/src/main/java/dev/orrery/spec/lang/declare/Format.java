package dev.orrery.spec.lang.declare;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an instruction word.
 *
 * @param name its name
 * @param wordBits bits of the word: 8, 16, ... 64
 * @param items its fields, in its order
 * @param asm the template that rows have unless they say otherwise
 * @param span where it is declared
 */
public record Format(
    String name, int wordBits, List<Item> items, DeclAst.@Nullable Word asm, Span span) {

  /**
   * One field: bits {@code hi..lo} that the table fills in, or a declared field.
   *
   * @param name its name; {@code -} for bits that mean nothing
   */
  public record Item(String name, int hi, int lo, @Nullable Field field) {}

  /** The item called {@code name}, null if there is none. */
  @Nullable Item item(String name) {
    for (Item i : items) {
      if (i.name().equals(name) && !name.equals("-")) {
        return i;
      }
    }
    return null;
  }
}
