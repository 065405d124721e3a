package dev.orrery.spec.lang.declare;

import dev.orrery.spec.lang.ast.DeclAst;
import dev.orrery.spec.lang.ast.ExprAst;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.ByteOrder;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything the files of an instruction set declare, rows excepted, by name. */
public final class Declarations {
  private final Constants constants;
  private final Map<String, Span> places = new HashMap<>();

  final Map<String, RegisterFile> files = new LinkedHashMap<>();
  final Map<String, Register> registers = new LinkedHashMap<>();
  final Map<String, View> views = new HashMap<>();
  final Map<String, Field> fields = new LinkedHashMap<>();
  final Map<String, Format> formats = new LinkedHashMap<>();
  final Map<String, List<@Nullable String>> names = new HashMap<>();
  final Map<String, List<DeclAst.Word>> forms = new HashMap<>();
  final Map<String, DeclAst.Variants> variants = new HashMap<>();
  final Map<String, DeclAst.NamedBits> namedBits = new HashMap<>();
  final Map<String, ExprAst> lets = new HashMap<>();
  final Map<Integer, CsrDecl> csrs = new LinkedHashMap<>();
  final Map<String, DeclAst.Sem> sems = new HashMap<>();
  final Map<String, DeclAst.Suffix> suffixes = new LinkedHashMap<>();
  final Map<String, Integer> causes = new HashMap<>();
  final Set<String> classes = new LinkedHashSet<>();
  private final Map<String, Integer> registerNumbers = new HashMap<>();
  private final Map<String, RegisterFile> registerFiles = new HashMap<>();

  DeclAst.@Nullable Sem gotoHook;
  @Nullable Register fpFlags;
  int pcWidth = 64;
  int wordBits = 32;
  boolean msb0;
  ByteOrder insnOrder = ByteOrder.LITTLE;
  ByteOrder dataOrder = ByteOrder.LITTLE;
  int slots;

  Declarations(Constants constants) {
    this.constants = constants;
  }

  /** Parameters and constant expressions. */
  public Constants constants() {
    return constants;
  }

  /** Width of the program counter. */
  public int pcWidth() {
    return pcWidth;
  }

  /** Bits of a word unless its format says otherwise. */
  public int wordBits() {
    return wordBits;
  }

  /** Byte order of instruction words. */
  public ByteOrder insnOrder() {
    return insnOrder;
  }

  /** Byte order of what the rows load and store. */
  public ByteOrder dataOrder() {
    return dataOrder;
  }

  /** All names for values computed from operands. */
  public Set<String> lets() {
    return lets.keySet();
  }

  /** Whether some value or register has the name. */
  boolean isClaimed(String space, String name) {
    return places.containsKey(space + " " + name);
  }

  /** Length of a hart's register array. */
  public int slots() {
    return slots;
  }

  /** Register files, in the tables' order. */
  public List<RegisterFile> files() {
    return new ArrayList<>(files.values());
  }

  /** Single registers, in the tables' order. */
  public List<Register> registers() {
    return new ArrayList<>(registers.values());
  }

  /** Control and status registers, in the tables' order. */
  public List<CsrDecl> csrs() {
    return new ArrayList<>(csrs.values());
  }

  /** The control and status register with a number, null if there is none. */
  public @Nullable CsrDecl csr(int number) {
    return csrs.get(number);
  }

  /** The single register of a name, null if there is none. */
  public @Nullable Register register(String name) {
    return registers.get(name);
  }

  /** The register file or view of a name, null if there is none. */
  public @Nullable View view(String name) {
    return views.get(name);
  }

  /** The function of a name, null if there is none. */
  public DeclAst.@Nullable Sem sem(String name) {
    return sems.get(name);
  }

  /** Names of all fields. */
  public List<String> fieldNames() {
    return List.copyOf(fields.keySet());
  }

  /** The fields that are just bits. */
  public List<Field> bitFields() {
    return fields.values().stream()
        .filter(f -> f.kind() == Field.Kind.BITS && f.computed() == null)
        .toList();
  }

  /** The value of a bit string of {@code width} bits; a failure says what {@code of} has. */
  public long bitString(DeclAst.Word word, int width, String of) {
    return EncodingDeclarer.bitString(word, width, of);
  }

  /** What a name stands for in rows, null if there is none. */
  public @Nullable ExprAst let(String name) {
    return lets.get(name);
  }

  /** What runs before every {@code goto}, null if nothing does. */
  public DeclAst.@Nullable Sem gotoHook() {
    return gotoHook;
  }

  /** The register that floating-point exceptions accrue into, null if there is none. */
  public @Nullable Register fpFlags() {
    return fpFlags;
  }

  /** Number of a kind of trap, null if the tables do not give one. */
  public @Nullable Integer cause(String kind) {
    return causes.get(kind);
  }

  /** The field of a name, null if there is none. */
  public @Nullable Field field(String name) {
    return fields.get(name);
  }

  /** The list of names called {@code name}, null if there is none. */
  public @Nullable List<@Nullable String> names(String name) {
    return names.get(name);
  }

  /** The list of templates called {@code name}, null if there is none. */
  public @Nullable List<DeclAst.Word> forms(String name) {
    return forms.get(name);
  }

  /** Number, within its file, of the register with an assembler name, null if there is none. */
  public @Nullable Integer registerNumber(String name) {
    return registerNumbers.get(name);
  }

  /** The file of the register with an assembler name, null if there is none. */
  public @Nullable RegisterFile fileOf(String name) {
    return registerFiles.get(name);
  }

  /** Assembler names of all registers. */
  public Iterable<String> registerNames() {
    return registerNumbers.keySet();
  }

  /** Every name that a value can have, for suggestions. */
  public List<String> valueNames() {
    List<String> out = new ArrayList<>(registers.keySet());
    out.addAll(constants.values().keySet());
    out.addAll(sems.keySet());
    return out;
  }

  void nameRegister(String name, RegisterFile file, int number, Span span) {
    Integer other = registerNumbers.putIfAbsent(name, number);
    if (other != null && (other != number || registerFiles.get(name) != file)) {
      throw new Failure(
          "E26", span, "there is a register called '" + name + "' already", "Use another name.");
    }
    registerFiles.put(name, file);
  }

  /** Claims {@code name} in a name space. */
  public void claim(String space, DeclAst.Word name) {
    Span first = places.putIfAbsent(space + " " + name.text(), name.span());
    if (first != null) {
      throw new Failure(
          "E26",
          name.span(),
          "'" + name.text() + "' is declared already, at " + first.at(),
          "Use another name, or remove one of the two.");
    }
  }
}
