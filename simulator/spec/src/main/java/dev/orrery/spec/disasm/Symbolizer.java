package dev.orrery.spec.disasm;

import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** How an address is printed where an instruction refers to it. */
@FunctionalInterface
public interface Symbolizer {
  /** No symbols: {@code 0x10074}. */
  Symbolizer NONE = address -> "0x" + Long.toHexString(address);

  /** The text for {@code address}, which is as wide as the program counter, zero-extended. */
  String text(long address);

  /**
   * Prints {@code 10074 <main+0x8>} where {@code names} knows the place, else as {@link #NONE}.
   *
   * @param names the place of an address, such as {@code main+0x8}, null if it has no name
   */
  static Symbolizer of(LongFunction<@Nullable String> names) {
    return address -> {
      String name = names.apply(address);
      return name == null ? NONE.text(address) : Long.toHexString(address) + " <" + name + ">";
    };
  }
}
