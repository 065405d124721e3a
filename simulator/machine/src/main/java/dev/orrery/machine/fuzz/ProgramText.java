package dev.orrery.machine.fuzz;

import dev.orrery.engine.random.Insn;
import dev.orrery.engine.random.RandomProgram;
import dev.orrery.engine.random.Targets;
import dev.orrery.engine.random.World;
import dev.orrery.spec.asm.Assembler;
import dev.orrery.spec.asm.program.Program;
import dev.orrery.spec.asm.program.Program.ProgramSymbol;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.disasm.Disassembler;
import dev.orrery.spec.disasm.Style;
import dev.orrery.spec.disasm.Symbolizer;
import dev.orrery.spec.lang.source.SourceTree;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Programs as assembly text. What is not an instruction, the registers and how it is run, is the
 * value of symbols: {@code reg.a0}, {@code contents}, {@code budget}, {@code cut.0}. Words that the
 * assembler would write otherwise, and those of no row, are bytes with the instruction beside them.
 */
public final class ProgramText {
  /** Texts that say how to be run may have so many slices. */
  private static final int MOST_CUTS = 64;

  private static final long MOST_BUDGET = 1L << 40;
  private static final int ROUNDS = 4;

  private ProgramText() {}

  /**
   * The text of a program.
   *
   * @param notes lines of comment at its head
   */
  public static String of(RandomProgram program, List<String> notes) {
    Set<Integer> raw = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      Set<Integer> wrong = wrong(program, text(program, notes, raw, true), raw);
      if (wrong.isEmpty()) {
        return text(program, notes, raw, false);
      }
      raw.addAll(wrong);
    }
    for (int i = 0; i < program.insns().size(); i++) {
      raw.add(i);
    }
    return text(program, notes, raw, false);
  }

  /** Positions whose words come out otherwise, or all that are not raw if nothing comes out. */
  private static Set<Integer> wrong(RandomProgram program, String text, Set<Integer> raw) {
    Set<Integer> wrong = new HashSet<>();
    Map<String, Long> symbols = new HashMap<>();
    byte[] code;
    try {
      Program assembled = assemble(program.isa(), "program.s", text);
      assembled.symbols().forEach(s -> symbols.put(s.name(), s.value()));
      code = assembled.sections().getFirst().bytes();
    } catch (OrreryException e) {
      for (int i = 0; i < program.insns().size(); i++) {
        if (!raw.contains(i)) {
          wrong.add(i);
        }
      }
      return wrong;
    }
    List<Long> addresses = program.addresses();
    byte[] meant = program.code();
    for (int i = 0; i < program.insns().size(); i++) {
      int bytes = program.insns().get(i).bytes();
      long there = symbols.getOrDefault("i" + i, 0L) - World.CODE;
      long here = addresses.get(i) - program.base();
      long next = symbols.getOrDefault("i" + (i + 1), there + World.CODE + bytes) - World.CODE;
      if (next - there != bytes
          || next > code.length
          || !Arrays.equals(code, (int) there, (int) next, meant, (int) here, (int) here + bytes)) {
        wrong.add(i);
      }
    }
    return wrong;
  }

  private static String text(
      RandomProgram program, List<String> notes, Set<Integer> raw, boolean numbered) {
    Isa isa = program.isa();
    List<Long> addresses = program.addresses();
    Set<Long> labels = labels(program, addresses);
    Symbolizer symbols = a -> labels.contains(a) ? label(a) : Symbolizer.NONE.text(a);
    StringBuilder out = new StringBuilder();
    notes.forEach(n -> out.append("// ").append(n).append('\n'));
    out.append("\t.set contents, 0x%x%n".formatted(program.contents()));
    out.append("\t.set budget, %d%n".formatted(program.budget()));
    for (int i = 0; i < program.cuts().size(); i++) {
      out.append("\t.set cut.%d, %d%n".formatted(i, program.cuts().get(i)));
    }
    program
        .registers()
        .forEach(
            (name, value) ->
                out.append("\t.set reg.%s, %s%n".formatted(name, value(value, labels))));
    out.append("\t.skip 0x%x%n_start:%n".formatted(program.base() - World.CODE));
    Disassembler disassembler = new Disassembler(isa);
    for (int i = 0; i < program.insns().size(); i++) {
      long pc = addresses.get(i);
      if (labels.contains(pc)) {
        out.append(label(pc)).append(":\n");
      }
      if (numbered) {
        out.append('i').append(i).append(":\n");
      }
      if (i == program.end()) {
        out.append("end:\n");
      }
      Insn insn = program.insns().get(i);
      DecodedInsn decoded = insn.decode(isa, pc);
      String text = decoded == null ? null : disassembler.text(decoded, Style.NO_ALIASES, symbols);
      if (text == null || raw.contains(i)) {
        out.append('\t').append(bytes(program.code(), (int) (pc - program.base()), insn));
        out.append(text == null ? "" : "\t// " + text.replace('\t', ' '));
      } else {
        out.append('\t').append(text.replace('\t', ' '));
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static String value(long value, Set<Long> labels) {
    return labels.contains(value) ? label(value) : "0x" + Long.toHexString(value);
  }

  private static String label(long address) {
    return "L" + Long.toHexString(address);
  }

  private static String bytes(byte[] code, int at, Insn insn) {
    List<String> bytes = new ArrayList<>();
    for (int i = 0; i < insn.bytes(); i++) {
      bytes.add("0x%02x".formatted(code[at + i]));
    }
    return ".byte " + String.join(", ", bytes);
  }

  /** Addresses of words that something refers to. */
  private static Set<Long> labels(RandomProgram program, List<Long> addresses) {
    Set<Long> words = new HashSet<>(addresses.subList(0, program.insns().size()));
    Set<Long> labels = new HashSet<>();
    for (int i = 0; i < program.insns().size(); i++) {
      DecodedInsn insn = program.insns().get(i).decode(program.isa(), addresses.get(i));
      Long target = insn == null ? null : Targets.of(insn);
      if (target != null && words.contains(target)) {
        labels.add(target);
      }
    }
    for (long value : program.registers().values()) {
      if (words.contains(value)) {
        labels.add(value);
      }
    }
    return labels;
  }

  /**
   * The program of a text.
   *
   * @param name what errors call the text
   * @throws OrreryException if it cannot be assembled, or is no program of this kind
   */
  public static RandomProgram read(Isa isa, String name, String text) {
    Program assembled = assemble(isa, name, text);
    Map<String, Long> symbols = new HashMap<>();
    SortedMap<String, Long> registers = new TreeMap<>();
    for (ProgramSymbol s : assembled.symbols()) {
      symbols.put(s.name(), s.value());
      if (s.name().startsWith("reg.")) {
        registers.put(s.name().substring("reg.".length()), s.value());
      }
    }
    Program.Section section = assembled.sections().getFirst();
    long base = assembled.entry();
    byte[] code = section.bytes();
    if (base + 1 > section.address() + code.length
        || code.length > World.CODE_BYTES
        || base < section.address()) {
      throw bad(name, "its code does not lie in the first section, of up to 8 KiB");
    }
    List<Insn> insns = new ArrayList<>();
    int end = -1;
    long stop = symbol(symbols, "end", name);
    for (long at = base; at < section.address() + code.length; ) {
      end = at == stop ? insns.size() : end;
      Insn insn = insn(isa, code, (int) (at - section.address()), name);
      insns.add(insn);
      at += insn.bytes();
    }
    long budget = symbol(symbols, "budget", name);
    if (end < 0 || budget < 1 || budget > MOST_BUDGET) {
      throw bad(name, end < 0 ? "'end' is no word of it" : "its budget is not 1 to 2^40");
    }
    return new RandomProgram(
        isa,
        base,
        insns,
        end,
        registers,
        symbol(symbols, "contents", name),
        cuts(symbols, budget, name),
        budget);
  }

  private static List<Long> cuts(Map<String, Long> symbols, long budget, String name) {
    List<Long> cuts = new ArrayList<>();
    long last = 0;
    for (int i = 0; i < MOST_CUTS; i++) {
      Long cut = symbols.get("cut." + i);
      if (cut == null) {
        break;
      }
      if (cut <= last || cut >= budget) {
        throw bad(name, "its cuts do not ascend from 1 to its budget");
      }
      cuts.add(cut);
      last = cut;
    }
    return cuts;
  }

  private static Insn insn(Isa isa, byte[] code, int at, String name) {
    if (isa.decoder().inBytes()) {
      Insn rest = Insn.of(code, at, Math.min(isa.decoder().maximumLength(), code.length - at));
      DecodedInsn insn = rest.decode(isa, at);
      int bytes = insn == null ? 1 : insn.length();
      if (bytes > rest.bytes()) {
        throw bad(name, "its last instruction is cut off");
      }
      return Insn.of(code, at, bytes);
    }
    int unit = isa.decoder().minimumLength();
    int bytes = unit;
    long little = 0;
    for (int i = 0; i < bytes; i++) {
      if (at + i >= code.length) {
        throw bad(name, "its last word is cut off");
      }
      little |= (code[at + i] & 0xffL) << 8 * i;
      if (i + 1 == unit) {
        bytes = isa.decoder().length(isa.insnOrder().of(little, unit));
      }
    }
    return new Insn(isa.insnOrder().of(little, bytes), bytes);
  }

  private static long symbol(Map<String, Long> symbols, String symbol, String name) {
    Long value = symbols.get(symbol);
    if (value == null) {
      throw bad(name, "it does not set '" + symbol + "'");
    }
    return value;
  }

  private static OrreryException bad(String name, String why) {
    return new OrreryException(
        ExitCode.BAD_INPUT,
        String.format(
            Locale.ROOT,
            "%s: %s: this is no program that orrery fuzz wrote; run it with orrery run",
            name,
            why));
  }

  private static Program assemble(Isa isa, String name, String text) {
    return Assembler.assemble(isa, SourceTree.of(Map.of(name, text)), name, World.CODE).program();
  }
}
