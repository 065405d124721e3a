package dev.orrery.spec.lang.ast;

import dev.orrery.spec.lang.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A block as written. */
public sealed interface DeclAst {
  /** Where its first line stands. */
  Span span();

  /** A word of the text. */
  record Word(Span span, String text) {}

  /** A parameter and its value. */
  record Param(Word name, ExprAst value) {}

  /**
   * Bits of a word, {@code hi} to {@code lo} as they are written; literal bits have {@code hi} -1
   * and a width.
   */
  record BitRange(Span span, int hi, int lo, int width) {}

  /**
   * {@code isa NAME extends BASE : word N msb0, insn be, data be, elf N flags N, PARAM = value};
   * {@code base} is the path of another main file, and what is null is left to it.
   */
  record IsaBlock(
      Span span,
      Word name,
      @Nullable Word base,
      @Nullable ExprAst word,
      boolean msb0,
      @Nullable Boolean bigInsns,
      @Nullable Boolean bigData,
      @Nullable ExprAst elf,
      @Nullable ExprAst elfFlags,
      List<Param> parameters)
      implements DeclAst {

    /** This block, with what it leaves to {@code other}. */
    public IsaBlock extending(IsaBlock other) {
      Set<String> own = new HashSet<>();
      parameters.forEach(p -> own.add(p.name().text()));
      List<Param> all = new ArrayList<>(parameters);
      other.parameters.stream().filter(p -> !own.contains(p.name().text())).forEach(all::add);
      return new IsaBlock(
          span,
          name,
          base,
          word != null ? word : other.word,
          word != null ? msb0 : other.msb0,
          bigInsns != null ? bigInsns : other.bigInsns,
          bigData != null ? bigData : other.bigData,
          elf != null ? elf : other.elf,
          elf != null ? elfFlags : other.elfFlags,
          List.copyOf(all));
    }
  }

  /** {@code import a, b}. */
  record Import(Span span, List<Word> paths) implements DeclAst {}

  /** {@code extension NAME}. */
  record Extension(Span span, Word name) implements DeclAst {}

  /** {@code param NAME = value}. */
  record ParamBlock(Span span, Param param) implements DeclAst {}

  /** {@code length bits : value = bytes, ...}; a null value is the rest. */
  record Length(Span span, BitRange bits, List<LengthCase> cases) implements DeclAst {}

  /** Bytes of an instruction for one value of the bits, null for all others. */
  record LengthCase(Span span, @Nullable Word value, ExprAst bytes) {}

  /** {@code reg NAME : width accrues reset N}. */
  record Reg(Span span, Word name, ExprAst width, boolean accrues, @Nullable ExprAst reset)
      implements DeclAst {}

  /** {@code flags N Z C V}: registers of one bit. */
  record Flags(Span span, List<Word> names) implements DeclAst {}

  /** {@code file NAME : count x width zero N names ...}. */
  record File(
      Span span, Word name, ExprAst count, ExprAst width, @Nullable ExprAst zero, List<Word> names)
      implements DeclAst {}

  /** {@code classes alu load ...}: names that a row's class can have. */
  record Classes(Span span, List<Word> names) implements DeclAst {}

  /**
   * {@code view F.s = F[31:0] read R write W with N = register names ...}; without bits, of all.
   */
  record View(
      Span span,
      Word name,
      Word file,
      @Nullable ExprAst hi,
      @Nullable ExprAst lo,
      @Nullable Word read,
      @Nullable Word write,
      @Nullable Special special,
      List<Word> names)
      implements DeclAst {}

  /** A number that names another register of the file than its own. */
  record Special(ExprAst code, Word register) {}

  /** {@code causes : kind = number, ...}. */
  record Causes(Span span, List<Param> kinds) implements DeclAst {}

  /**
   * {@code csr NUMBER NAME rw|ro = value need N}; without a value it is a name only.
   *
   * @param numbers its number and its name, or several of both
   */
  record Csr(
      Span span, CsrName numbers, boolean readOnly, @Nullable ExprAst value, @Nullable ExprAst need)
      implements DeclAst {}

  /**
   * {@code field NAME KIND bits + bias}; without bits, {@code field NAME KIND = value} or {@code
   * field NAME KIND next bytes}.
   */
  record Field(
      Span span,
      Word name,
      Word kind,
      List<BitRange> bits,
      long bias,
      @Nullable ExprAst computed,
      @Nullable ExprAst next)
      implements DeclAst {}

  /** {@code let NAME = value}: a name for an expression over the operands of rows. */
  record Let(Span span, Word name, ExprAst value) implements DeclAst {}

  /** {@code variants NAME} and its lines. */
  record Variants(Span span, Word name, List<Variant> variants) implements DeclAst {}

  /**
   * {@code label : field=bits ... | legal c | name = value asm "..."}; bits may be {@code named}.
   */
  record Variant(
      Word label,
      List<Given> given,
      List<Word> named,
      List<ExprAst> legal,
      List<Binding> bindings) {}

  /** {@code bits NAME : field=bits ...}: what tables and variants give together, by that name. */
  record NamedBits(Span span, Word name, List<Given> given) implements DeclAst {}

  /** What a name stands for in the rows of a variant; {@code asm} in their templates. */
  record Binding(Word name, ExprAst value, @Nullable Word asm) {}

  /** {@code bytes N} and its lines: how the word is put together. */
  record Bytes(
      Span span, ExprAst most, List<Prefix> prefixes, List<Escape> escapes, List<Step> steps)
      implements DeclAst {}

  /** {@code prefix first..last last : field=bits}. */
  record Prefix(Span span, Word first, @Nullable Word to, boolean last, List<Given> sets) {}

  /** {@code escape byte byte field xor byte : field=bits}. */
  record Escape(Span span, List<Word> bytes, List<Payload> payload, List<Given> sets) {}

  /** {@code field xor byte} in an escape; {@code inverted} is null where no bit is. */
  record Payload(Word field, @Nullable Word inverted) {}

  /** {@code byte field if condition}. */
  record Step(Span span, Word field, @Nullable ExprAst when) {}

  /**
   * {@code operand NAME bits width N} and its entries; without a width, values are as wide as the
   * bits.
   */
  record OperandTable(
      Span span, Word name, List<BitRange> bits, @Nullable ExprAst width, List<Entry> entries)
      implements DeclAst {}

  /** One value of an operand table; without a value it is reserved. */
  record Entry(Span span, Word code, @Nullable ExprAst value, @Nullable ExprAst legal) {}

  /** {@code format NAME word N : items asm "..."}. */
  record Format(
      Span span, Word name, @Nullable ExprAst word, List<FormatItem> items, @Nullable Word asm)
      implements DeclAst {}

  /** {@code name[hi:lo]}, {@code -[hi:lo]} (name {@code -}), or a declared field (no bits). */
  record FormatItem(Span span, String name, @Nullable BitRange bits) {}

  /** {@code names NAME : a b c}; an empty word is written {@code ""}, no name is null. */
  record Names(Span span, Word name, List<@Nullable String> values) implements DeclAst {}

  /** {@code forms NAME : "template" "template"}. */
  record Forms(Span span, Word name, List<Word> templates) implements DeclAst {}

  /** {@code table FORMAT ...} or {@code expand FORMAT ...}, and the variants of its rows. */
  record Table(
      Span span,
      boolean expands,
      Word format,
      List<Given> given,
      List<Word> named,
      List<Param> sizes,
      List<Word> suffixes,
      Options options,
      List<Word> variants,
      List<Row> rows)
      implements DeclAst {}

  /** {@code suffix NAME : FIELD "suffix" do statements} and what rows without it do instead. */
  record Suffix(
      Span span, Word name, Word field, String suffix, List<StmtAst> body, List<StmtAst> otherwise)
      implements DeclAst {}

  /** Bits that a table or a cell gives to a field of the format. */
  record Given(Span span, String field, Word value) {}

  /** What a table or a row says besides bits; null where it says nothing. */
  record Options(
      @Nullable Word insnClass,
      @Nullable Word asm,
      @Nullable ExprAst need,
      @Nullable ExprAst legal,
      @Nullable ExprAst call,
      @Nullable ExprAst ret,
      @Nullable ExprAst written,
      @Nullable Word over) {}

  /**
   * A row of a table, {@code id} where other rows name it: {@code body} of a table, {@code target}
   * of an expansion.
   */
  record Row(
      Span span,
      Word name,
      Word id,
      List<Given> given,
      Options options,
      @Nullable List<StmtAst> body,
      @Nullable Target target) {}

  /** {@code name arg, arg}: the row that a row expands to. */
  record Target(Word name, List<ExprAst> args) {}

  /** {@code alias} and its rows; {@code read} ones are not printed. */
  record Alias(Span span, boolean read, @Nullable ExprAst need, List<AliasRow> rows)
      implements DeclAst {}

  /** One alias; {@code written} as for rows that stand for others. */
  record AliasRow(
      Span span,
      Word name,
      Word of,
      @Nullable ExprAst when,
      @Nullable ExprAst written,
      @Nullable Word asm) {}

  /** {@code pseudo} and its rows. */
  record Pseudo(Span span, @Nullable ExprAst need, List<PseudoRow> rows) implements DeclAst {}

  /** One pseudo-instruction: its text, its condition, and the instructions it stands for. */
  record PseudoRow(Span span, Word name, @Nullable Word asm, @Nullable ExprAst when, Word body) {}

  /** {@code reloc NAME(v) at OTHER : value}. */
  record Reloc(Span span, Word name, Word argument, @Nullable Word at, ExprAst value)
      implements DeclAst {}

  /** {@code option NAME : EXTENSION, EXTENSION}. */
  record Option(Span span, Word name, List<Word> extensions) implements DeclAst {}

  /** {@code synonym NAME = REGISTER}. */
  record Synonym(Span span, Word name, Word register) implements DeclAst {}

  /** {@code sem NAME(params) : body}, or a hook. */
  record Sem(Span span, boolean hook, Word name, List<Word> params, List<StmtAst> body)
      implements DeclAst {}

  /** {@code csrs} and its names. */
  record CsrNames(Span span, List<CsrName> names) implements DeclAst {}

  /** {@code 0x10c..0x10f sstateen0-3}; without a range {@code last} is null. */
  record CsrName(Span span, ExprAst first, @Nullable ExprAst last, Word name) {}

  /** {@code abi NAME} and its lines. */
  record Abi(Span span, Word name, List<Keyed> lines, List<Layout> layouts) implements DeclAst {}

  /** {@code key word word ... need N}; {@code hwcap} has a value instead of words. */
  record Keyed(Word key, List<Word> words, @Nullable ExprAst value, @Nullable ExprAst need) {}

  /**
   * {@code context OFFSET : item | item need N}, and other structures: the key says which, the
   * number where it stands.
   */
  record Layout(Word key, ExprAst number, List<LayoutItem> items, @Nullable ExprAst need) {}

  /**
   * {@code PC 8}, {@code X[1..31] 8}, {@code frm ## '0 ## fflags 4}, {@code pad 4}. A bit string
   * keeps its mark.
   */
  record LayoutItem(
      Span span,
      Word name,
      @Nullable Word from,
      @Nullable Word to,
      List<Word> parts,
      ExprAst bytes) {}

  /** {@code syscalls ABI} and its calls. */
  record Syscalls(Span span, Word abi, @Nullable ExprAst need, List<Syscall> calls)
      implements DeclAst {}

  /** A call number and its name, and what it means if that is another call. */
  record Syscall(ExprAst number, Word name, @Nullable Meaning meaning) {}

  /** {@code = CALL(ARGUMENT, ...)}. */
  record Meaning(Word call, List<Argument> arguments) {}

  /** A register of those that hold arguments, or else a constant. */
  record Argument(@Nullable Word register, @Nullable ExprAst constant) {}
}
