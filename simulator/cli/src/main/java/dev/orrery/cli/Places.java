package dev.orrery.cli;

import dev.orrery.machine.elf.Symbol;
import dev.orrery.machine.elf.SymbolTable;
import dev.orrery.machine.log.LogWindow.AddressRange;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.util.List;
import picocli.CommandLine.TypeConversionException;

/** Places in a program's code as people name them: a function, or an address. */
final class Places {
  private Places() {}

  /**
   * A function from its first byte to its last, or one address.
   *
   * @param flag what was given, for the message
   * @throws OrreryException if it is neither
   */
  static AddressRange of(String flag, String text, SymbolTable symbols) {
    Symbol symbol = symbols.named(text);
    if (symbol != null && symbol.kind() != Symbol.Kind.OTHER) {
      return new AddressRange(symbol.address(), symbols.last(symbol));
    }
    if (!text.isEmpty() && Character.isDigit(text.charAt(0))) {
      try {
        long address = new Quantities.Address().convert(text);
        return new AddressRange(address, address);
      } catch (TypeConversionException e) {
        throw new OrreryException(ExitCode.USAGE, flag + ": " + e.getMessage(), e);
      }
    }
    List<String> names = symbols.functions().stream().map(symbols::title).toList();
    throw new OrreryException(
        ExitCode.USAGE,
        "%s: the program has no symbol '%s'.%s".formatted(flag, text, Suggestions.of(text, names)));
  }
}
