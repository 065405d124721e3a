package dev.orrery.spec.disasm;

import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Decoder;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Lines of a listing in the columns of {@code objdump -d}: address, word, instruction, and the
 * address that the instruction completes. One object lists one stretch of code from top to bottom.
 */
public final class Listing {
  private static final int BYTES_PER_LINE = 8;

  private final Disassembler disassembler;
  private final Style style;
  private final Symbolizer symbols;
  private final AddressTracker addresses;

  /**
   * Starts a listing.
   *
   * @param symbols how addresses are printed
   * @param globalPointer value that the program keeps in the global pointer, if it is known
   */
  public Listing(
      Disassembler disassembler, Style style, Symbolizer symbols, OptionalLong globalPointer) {
    this.disassembler = disassembler;
    this.style = style;
    this.symbols = symbols;
    this.addresses = new AddressTracker(disassembler.isa(), globalPointer);
  }

  /**
   * Lists code.
   *
   * @param start its address
   * @param code its bytes, lowest address first
   * @param lines takes the lines, without line ends
   */
  public void code(long start, byte[] code, Consumer<String> lines) {
    code(start, code, pc -> {}, lines);
  }

  /**
   * Lists code with something between the lines.
   *
   * @param start its address
   * @param code its bytes, lowest address first
   * @param before takes the address of each line before the line
   * @param lines takes the lines, without line ends
   */
  public void code(long start, byte[] code, LongConsumer before, Consumer<String> lines) {
    Decoder decoder = disassembler.isa().decoder();
    int width = addressWidth(start + code.length);
    int at = 0;
    while (at < code.length) {
      int left = code.length - at;
      int length = Math.min(left, decoder.minimumLength());
      long word = little(code, at, length);
      if (length == decoder.minimumLength() && decoder.length(word) <= left) {
        length = decoder.length(word);
        word = little(code, at, length);
      }
      before.accept(start + at);
      lines.accept(line(start + at, word, length, width));
      at += length;
    }
  }

  /** The line of one word. */
  public String line(long pc, long word, int bytes, int addressWidth) {
    Decoder decoder = disassembler.isa().decoder();
    DecodedInsn insn = decoder.length(word) == bytes ? decoder.decode(word, pc) : null;
    String text = insn == null ? Disassembler.data(word, bytes) : text(insn);
    return column(pc, addressWidth) + ":\t" + wordColumn(word, bytes) + "\t" + text;
  }

  /** An instruction with the address that it completes, in the order of the listing. */
  public String text(DecodedInsn insn) {
    String text = disassembler.text(insn, style, symbols);
    OptionalLong address = addresses.next(insn, i -> disassembler.shows(insn, style, i));
    return address.isEmpty() ? text : text + " # " + symbols.text(address.getAsLong());
  }

  /**
   * Digits of the address column for code that ends at {@code end}: as many as {@code end} has, at
   * least four, in steps of four.
   */
  public static int addressWidth(long end) {
    int digits = Long.toHexString(end).length();
    return Math.max(4, (digits + 3) / 4 * 4);
  }

  private static String column(long pc, int width) {
    String hex = Long.toHexString(pc);
    return " ".repeat(Math.max(0, width - hex.length())) + hex;
  }

  private static String wordColumn(long word, int bytes) {
    String hex = Long.toHexString(word);
    String digits = "0".repeat(Math.max(0, 2 * bytes - hex.length())) + hex;
    int columns = BYTES_PER_LINE / bytes * (2 * bytes + 1);
    return digits + " ".repeat(columns - digits.length());
  }

  private static long little(byte[] code, int at, int length) {
    long word = 0;
    for (int i = length - 1; i >= 0; i--) {
      word = word << 8 | (code[at + i] & 0xff);
    }
    return word;
  }
}
