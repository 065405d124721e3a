package dev.orrery.spec.binary;

import dev.orrery.spec.binary.ModelWriter.FromTag;
import dev.orrery.spec.decode.ByteDecoder;
import dev.orrery.spec.decode.ByteScheme;
import dev.orrery.spec.decode.DecodeTree;
import dev.orrery.spec.decode.LengthRule;
import dev.orrery.spec.decode.TableDecoder;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.Alias;
import dev.orrery.spec.model.AsmSpec;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.ByteOrder;
import dev.orrery.spec.model.Csr;
import dev.orrery.spec.model.Decoder;
import dev.orrery.spec.model.Derived;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an {@link Isa}; the inverse of {@link ModelWriter}. Every run starts here, in a virtual
 * machine that has compiled nothing yet: plain loops, because the first lambda costs more than all
 * of this.
 */
final class ModelReader {
  private static final Alias.Use[] USES = Alias.Use.values();

  private final Source in;
  private List<Row> rows = List.of();
  private IrReader ir;

  private ModelReader(Source in) {
    this.in = in;
    this.ir = new IrReader(in, List.of(), List.of());
  }

  static Isa read(Source in, String hash) {
    return new ModelReader(in).all(hash);
  }

  private Isa all(String hash) {
    String name = in.string();
    int xlen = in.small();
    int elfMachine = in.small();
    int elfFlags = in.small();
    ByteOrder insnOrder = order();
    ByteOrder dataOrder = order();
    int slots = in.small();
    int illegalCause = in.small();
    List<String> extensions = strings();
    Map<String, Long> parameters = new HashMap<>();
    for (int n = in.count(); n > 0; n--) {
      parameters.put(in.string(), in.signed());
    }
    List<RegisterFile> files = new ArrayList<>();
    for (int n = in.count(); n > 0; n--) {
      files.add(file());
    }
    List<Register> registers = new ArrayList<>();
    for (int n = in.count(); n > 0; n--) {
      registers.add(register());
    }
    List<Csr> csrs = new ArrayList<>();
    for (int n = in.count(); n > 0; n--) {
      csrs.add(
          new Csr(
              in.small(), in.string(), in.flag(), in.flag() ? registers.get(in.small()) : null));
    }
    ir = new IrReader(in, files, registers);
    rows = rows();
    List<Alias> aliases = new ArrayList<>();
    for (int n = in.count(); n > 0; n--) {
      aliases.add(alias());
    }
    AsmSpec asm = asm();
    LengthRule lengths = new LengthRule(in.small(), in.number(), in.number(), in.small());
    DecodeTree tree = new DecodeTree(in.numbers(), in.numbers(), in.numbers());
    TableDecoder words = new TableDecoder(rows, lengths, tree, insnOrder);
    Decoder decoder = in.flag() ? new ByteDecoder(words, scheme()) : words;
    AbiSpec abi = new AbiReader(in, ir).read();
    if (!in.atEnd()) {
      throw new IllegalArgumentException("bytes behind the end");
    }
    return new Isa(
        name,
        xlen,
        elfMachine,
        elfFlags,
        insnOrder,
        dataOrder,
        extensions,
        parameters,
        files,
        registers,
        csrs,
        slots,
        rows,
        aliases,
        asm,
        decoder,
        abi,
        illegalCause,
        hash);
  }

  private List<String> strings() {
    int n = in.count();
    List<String> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      out.add(in.string());
    }
    return out;
  }

  private RegisterFile file() {
    return new RegisterFile(
        in.string(),
        in.small(),
        in.small(),
        (int) in.signed(),
        strings(),
        in.small(),
        (int) in.signed());
  }

  private Register register() {
    return new Register(in.string(), in.small(), (int) in.signed(), in.flag(), in.signed());
  }

  private List<Row> rows() {
    Row[] out = new Row[in.count()];
    for (int i = 0; i < out.length; i++) {
      int id = in.small();
      int meaning = in.small();
      out[id] = row(id, meaning == 0 ? null : out[meaning - 1]);
    }
    return List.copyOf(Arrays.asList(out));
  }

  private Row row(int id, @Nullable Row semantics) {
    String name = in.string();
    String extension = in.string();
    String insnClass = in.string();
    int length = in.small();
    long mask = in.number();
    long match = in.number();
    int n = in.count();
    List<Operand> operands = new ArrayList<>(n);
    ir.enter(operands, semantics == null ? operands : semantics.operands());
    for (int i = 0; i < n; i++) {
      operands.add(operand(i));
    }
    String asm = in.string();
    String source = in.string();
    Expr legal = ir.optional();
    Expr call = ir.optional();
    Expr ret = ir.optional();
    List<Register> undefined = new ArrayList<>();
    for (int k = in.count(); k > 0; k--) {
      undefined.add(ir.register());
    }
    List<Derived> derived = derived();
    List<Stmt> body = semantics == null ? ir.body() : semantics.body();
    return new Row(
        id, name, extension, insnClass, length, mask, match, legal, operands, asm, derived,
        semantics, body, undefined, call, ret, source);
  }

  private ByteOrder order() {
    return in.flag() ? ByteOrder.BIG : ByteOrder.LITTLE;
  }

  private List<Derived> derived() {
    int n = in.count();
    List<Derived> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      String name = in.string();
      Expr value = ir.optional();
      if (value == null) {
        throw new IllegalArgumentException("'" + name + "' has no value");
      }
      out.add(new Derived(name, value));
    }
    return out;
  }

  private Operand operand(int index) {
    String name = in.string();
    RegisterFile file = ir.optionalFile();
    List<String> names = file == null ? List.of() : strings();
    if (file != null && names.isEmpty()) {
      names = file.names();
    }
    if (in.flag()) {
      return new Operand(name, index, file, field(), 0, null, names);
    }
    long fixed = in.signed();
    int tag = in.small();
    Operand.From from =
        switch (tag) {
          case FromTag.FIXED -> null;
          case FromTag.COMPUTED -> new Operand.From.Computed(ir.expr());
          case FromTag.NEXT_SIGNED -> new Operand.From.Next(ir.expr(), true);
          case FromTag.NEXT_UNSIGNED -> new Operand.From.Next(ir.expr(), false);
          default -> throw new IllegalArgumentException("no operand has tag " + tag);
        };
    return new Operand(name, index, file, null, fixed, from, names);
  }

  private BitField field() {
    boolean signed = in.flag();
    int bias = (int) in.signed();
    int n = in.count();
    List<BitField.Part> parts = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      int hi = (int) in.signed();
      int width = in.small();
      parts.add(hi < 0 ? BitField.Part.zeros(width) : BitField.Part.of(hi, hi - width + 1));
    }
    BitField.Special special = in.flag() ? new BitField.Special(in.signed(), in.signed()) : null;
    return new BitField(parts, signed, bias, special);
  }

  private ByteScheme scheme() {
    int most = in.small();
    List<ByteScheme.Prefix> prefixes = new ArrayList<>();
    for (int n = in.count(); n > 0; n--) {
      prefixes.add(
          new ByteScheme.Prefix(
              in.small(),
              in.small(),
              in.number(),
              in.number(),
              in.flag() ? field() : null,
              in.flag()));
    }
    List<ByteScheme.Escape> escapes = new ArrayList<>();
    for (int n = in.count(); n > 0; n--) {
      List<Integer> bytes = new ArrayList<>();
      for (int k = in.count(); k > 0; k--) {
        bytes.add(in.small());
      }
      long mask = in.number();
      long match = in.number();
      List<ByteScheme.Payload> payload = new ArrayList<>();
      for (int k = in.count(); k > 0; k--) {
        payload.add(new ByteScheme.Payload(field(), in.small()));
      }
      escapes.add(new ByteScheme.Escape(bytes, mask, match, payload));
    }
    List<ByteScheme.Step> steps = new ArrayList<>();
    for (int n = in.count(); n > 0; n--) {
      BitField field = field();
      long key = in.number();
      long[] present = new long[in.count()];
      for (int i = 0; i < present.length; i++) {
        present[i] = in.number();
      }
      steps.add(new ByteScheme.Step(field, key, present));
    }
    return new ByteScheme(most, prefixes, escapes, steps);
  }

  private Alias alias() {
    String name = in.string();
    Row row = rows.get(in.small());
    ir.enter(row.operands(), row.meaning().operands());
    Expr when = ir.optional();
    Alias.Use use = USES[in.small()];
    List<Derived> derived = derived();
    return new Alias(name, row, when, use, in.string(), derived, in.string());
  }

  private AsmSpec asm() {
    Map<Row, Expr> written = new HashMap<>();
    for (int n = in.count(); n > 0; n--) {
      Row row = rows.get(in.small());
      ir.enter(row.operands(), row.meaning().operands());
      written.put(row, required());
    }
    List<AsmSpec.Pseudo> pseudos = new ArrayList<>();
    for (int n = in.count(); n > 0; n--) {
      String name = in.string();
      List<Operand> operands = operands();
      Expr when = ir.optional();
      pseudos.add(new AsmSpec.Pseudo(name, operands, in.string(), when, in.string(), in.string()));
    }
    Map<String, AsmSpec.Operator> operators = new HashMap<>();
    for (int n = in.count(); n > 0; n--) {
      String name = in.string();
      List<Operand> operands = operands();
      Expr value = required();
      String at = in.string();
      operators.put(
          name, new AsmSpec.Operator(name, operands.get(0), value, at.isEmpty() ? null : at));
    }
    Map<String, List<String>> options = new HashMap<>();
    for (int n = in.count(); n > 0; n--) {
      options.put(in.string(), strings());
    }
    Map<String, String> synonyms = new HashMap<>();
    for (int n = in.count(); n > 0; n--) {
      synonyms.put(in.string(), in.string());
    }
    return new AsmSpec(written, pseudos, operators, options, synonyms);
  }

  private List<Operand> operands() {
    int n = in.count();
    List<Operand> operands = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      operands.add(operand(i));
    }
    ir.enter(operands, operands);
    return operands;
  }

  private Expr required() {
    Expr e = ir.optional();
    if (e == null) {
      throw new IllegalArgumentException("an expression is missing");
    }
    return e;
  }
}
