package dev.orrery.spec.disasm;

import dev.orrery.spec.model.ByteOrder;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Decoder;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Lines of a listing in the columns of {@code objdump -d}: address, word, instruction, and the
 * address that the instruction completes. One object lists one stretch of code from top to bottom.
 */
public final class Listing {
  private static final int BYTES_PER_LINE = 8;
  private static final HexFormat HEX = HexFormat.of();

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
      DecodedInsn insn = decoder.decode((a, n) -> little(code, a - start, n), start + at);
      if (insn != null && insn.length() <= left) {
        before.accept(insn.pc());
        lines.accept(line(insn, width));
        at += insn.length();
        continue;
      }
      int length = Math.min(left, decoder.minimumLength());
      ByteOrder order = disassembler.isa().insnOrder();
      long word = order.of(little(code, at, length), length);
      if (length == decoder.minimumLength() && decoder.length(word) <= left) {
        length = decoder.length(word);
        word = order.of(little(code, at, length), length);
      }
      before.accept(start + at);
      lines.accept(data(start + at, word, length, width));
      at += length;
    }
  }

  /** The line of an instruction. */
  public String line(DecodedInsn insn, int addressWidth) {
    String bytes =
        disassembler.isa().decoder().inBytes() ? bytes(insn) : word(insn.word(), insn.length());
    return column(insn.pc(), addressWidth) + ":\t" + bytes + "\t" + text(insn);
  }

  /** The line of {@code bytes} bytes that are no instruction. */
  public String data(long pc, long word, int bytes, int addressWidth) {
    String shown =
        disassembler.isa().decoder().inBytes()
            ? padded(word(word, bytes).strip(), 3 * BYTES_PER_LINE)
            : word(word, bytes);
    String text = Disassembler.data(word, bytes);
    return column(pc, addressWidth) + ":\t" + shown + "\t" + text;
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

  private static String word(long word, int bytes) {
    String hex = Long.toHexString(word);
    String digits = "0".repeat(Math.max(0, 2 * bytes - hex.length())) + hex;
    return padded(digits, BYTES_PER_LINE / bytes * (2 * bytes + 1));
  }

  /** The bytes one by one, in the order of their addresses. */
  private static String bytes(DecodedInsn insn) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < insn.length(); i++) {
      long half = i < Long.BYTES ? insn.word() : insn.more();
      HEX.toHexDigits(out, (byte) (half >>> 8 * (i % Long.BYTES)));
      out.append(' ');
    }
    return padded(out.toString().strip(), 3 * BYTES_PER_LINE);
  }

  private static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - text.length()));
  }

  /** Bytes of {@code code}; zeros behind its end. */
  private static long little(byte[] code, long at, int length) {
    long word = 0;
    for (int i = length - 1; i >= 0; i--) {
      word = word << 8 | (at + i < code.length ? code[(int) at + i] & 0xff : 0);
    }
    return word;
  }
}
