package dev.orrery.spec.binary;

import dev.orrery.spec.decode.ByteDecoder;
import dev.orrery.spec.decode.ByteScheme;
import dev.orrery.spec.decode.DecodeTree;
import dev.orrery.spec.decode.LengthRule;
import dev.orrery.spec.decode.TableDecoder;
import dev.orrery.spec.model.Alias;
import dev.orrery.spec.model.AsmSpec;
import dev.orrery.spec.model.BitField;
import dev.orrery.spec.model.ByteOrder;
import dev.orrery.spec.model.Csr;
import dev.orrery.spec.model.Derived;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Operand;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.model.Row;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes an {@link Isa}; {@link ModelReader} reads it. */
final class ModelWriter {
  private final Sink out = new Sink();
  private final Isa isa;
  private final IrWriter ir;

  private ModelWriter(Isa isa) {
    this.isa = isa;
    this.ir = new IrWriter(out, isa.files(), isa.registers());
  }

  static byte[] write(Isa isa) {
    ModelWriter w = new ModelWriter(isa);
    w.all();
    return w.out.toBytes();
  }

  private void all() {
    out.string(isa.name());
    out.number(isa.xlen());
    out.number(isa.elfMachine());
    out.number(isa.elfFlags());
    out.flag(isa.insnOrder() == ByteOrder.BIG);
    out.flag(isa.dataOrder() == ByteOrder.BIG);
    out.number(isa.slots());
    out.number(isa.illegalCause());
    out.number(isa.extensions().size());
    isa.extensions().forEach(out::string);
    out.number(isa.parameters().size());
    new TreeMap<>(isa.parameters())
        .forEach(
            (name, value) -> {
              out.string(name);
              out.signed(value);
            });
    out.number(isa.files().size());
    isa.files().forEach(this::file);
    out.number(isa.registers().size());
    isa.registers().forEach(this::register);
    out.number(isa.csrs().size());
    for (Csr csr : isa.csrs()) {
      out.number(csr.number());
      out.string(csr.name());
      out.flag(csr.readOnly());
      Register register = csr.register();
      out.flag(register != null);
      if (register != null) {
        out.number(isa.registers().indexOf(register));
      }
    }
    rows();
    out.number(isa.aliases().size());
    isa.aliases().forEach(this::alias);
    asm(isa.asm());
    decoder(TableDecoder.of(isa));
    out.flag(isa.decoder() instanceof ByteDecoder);
    if (isa.decoder() instanceof ByteDecoder bytes) {
      scheme(bytes.scheme());
    }
    new AbiWriter(out, ir).write(isa.abi());
  }

  private void file(RegisterFile file) {
    out.string(file.name());
    out.number(file.count());
    out.number(file.width());
    out.signed(file.zero());
    out.number(file.names().size());
    file.names().forEach(out::string);
    out.number(file.slot());
    out.signed(file.sink());
  }

  private void register(Register register) {
    out.string(register.name());
    out.number(register.width());
    out.signed(register.slot());
    out.flag(register.fpFlags());
    out.signed(register.reset());
  }

  /**
   * Rows that others take their meaning from come first: a row is read when what it names is there.
   */
  private void rows() {
    List<Row> rows = isa.rows();
    out.number(rows.size());
    for (Row row : rows) {
      if (row.meaning().equals(row)) {
        row(row);
      }
    }
    for (Row row : rows) {
      if (!row.meaning().equals(row)) {
        if (!row.meaning().meaning().equals(row.meaning())) {
          throw new IllegalArgumentException(row + " expands to a row that expands");
        }
        row(row);
      }
    }
  }

  private void row(Row row) {
    boolean expands = !row.meaning().equals(row);
    out.number(row.id());
    out.number(expands ? 1 + row.meaning().id() : 0);
    out.string(row.name());
    out.string(row.extension());
    out.string(row.insnClass());
    out.number(row.length());
    out.number(row.mask());
    out.number(row.match());
    out.number(row.operands().size());
    ir.enter(row); // an operand may be computed from those before it
    row.operands().forEach(this::operand);
    out.string(row.asm());
    out.string(row.source());
    ir.optional(row.legal());
    ir.optional(row.call());
    ir.optional(row.ret());
    out.number(row.undefined().size());
    row.undefined().forEach(ir::register);
    derived(row.derived());
    if (!expands) {
      ir.body(row.body());
    } else if (!row.body().equals(row.meaning().body())) {
      throw new IllegalArgumentException(row + " has a body of its own, and expands");
    }
  }

  private void derived(List<Derived> all) {
    out.number(all.size());
    for (Derived d : all) {
      out.string(d.name());
      ir.optional(d.value());
    }
  }

  private void operand(Operand operand) {
    out.string(operand.name());
    RegisterFile file = operand.file();
    ir.file(file);
    if (file != null) {
      boolean own = !operand.names().equals(file.names());
      out.number(own ? operand.names().size() : 0);
      if (own) {
        operand.names().forEach(out::string);
      }
    }
    BitField field = operand.field();
    out.flag(field != null);
    if (field != null) {
      field(field);
      return;
    }
    out.signed(operand.fixed());
    switch (operand.from()) {
      case null -> out.number(FromTag.FIXED);
      case Operand.From.Computed c -> {
        out.number(FromTag.COMPUTED);
        ir.expr(c.value());
      }
      case Operand.From.Next n -> {
        out.number(n.signed() ? FromTag.NEXT_SIGNED : FromTag.NEXT_UNSIGNED);
        ir.expr(n.bytes());
      }
    }
  }

  private void field(BitField field) {
    out.flag(field.signed());
    out.signed(field.bias());
    out.number(field.parts().size());
    for (BitField.Part part : field.parts()) {
      out.signed(part.hi());
      out.number(part.width());
    }
    BitField.Special special = field.special();
    out.flag(special != null);
    if (special != null) {
      out.signed(special.code());
      out.signed(special.value());
    }
  }

  private void alias(Alias alias) {
    out.string(alias.name());
    out.number(alias.row().id());
    ir.enter(alias.row());
    ir.optional(alias.when());
    out.choice(alias.use());
    derived(alias.derived());
    out.string(alias.asm());
    out.string(alias.source());
  }

  private void asm(AsmSpec asm) {
    Map<Integer, Row> written = new TreeMap<>();
    asm.written().keySet().forEach(row -> written.put(row.id(), row));
    out.number(written.size());
    for (Row row : written.values()) {
      out.number(row.id());
      ir.enter(row);
      ir.optional(asm.written().get(row));
    }
    out.number(asm.pseudos().size());
    for (AsmSpec.Pseudo pseudo : asm.pseudos()) {
      out.string(pseudo.name());
      operands(pseudo.operands());
      ir.optional(pseudo.when());
      out.string(pseudo.asm());
      out.string(pseudo.body());
      out.string(pseudo.source());
    }
    out.number(asm.operators().size());
    for (AsmSpec.Operator operator : new TreeMap<>(asm.operators()).values()) {
      out.string(operator.name());
      operands(List.of(operator.operand()));
      ir.optional(operator.value());
      String at = operator.at();
      out.string(at == null ? "" : at);
    }
    out.number(asm.options().size());
    new TreeMap<>(asm.options())
        .forEach(
            (name, extensions) -> {
              out.string(name);
              out.number(extensions.size());
              extensions.forEach(out::string);
            });
    out.number(asm.synonyms().size());
    new TreeMap<>(asm.synonyms())
        .forEach(
            (name, register) -> {
              out.string(name);
              out.string(register);
            });
  }

  /** Operands of what has no word, for the expressions that follow. */
  private void operands(List<Operand> operands) {
    out.number(operands.size());
    operands.forEach(this::operand);
    ir.enter(operands);
  }

  private void decoder(TableDecoder decoder) {
    LengthRule lengths = decoder.lengths();
    out.number(lengths.shortBytes());
    out.number(lengths.mask());
    out.number(lengths.match());
    out.number(lengths.longBytes());
    DecodeTree tree = decoder.tree();
    out.numbers(tree.roots());
    out.numbers(tree.cells());
    out.numbers(tree.leaves());
  }

  private void scheme(ByteScheme scheme) {
    out.number(scheme.most());
    out.number(scheme.prefixes().size());
    for (ByteScheme.Prefix p : scheme.prefixes()) {
      out.number(p.first());
      out.number(p.to());
      out.number(p.mask());
      out.number(p.match());
      out.flag(p.low() != null);
      if (p.low() != null) {
        field(p.low());
      }
      out.flag(p.last());
    }
    out.number(scheme.escapes().size());
    for (ByteScheme.Escape e : scheme.escapes()) {
      out.number(e.bytes().size());
      e.bytes().forEach(out::number);
      out.number(e.mask());
      out.number(e.match());
      out.number(e.payload().size());
      for (ByteScheme.Payload p : e.payload()) {
        field(p.field());
        out.number(p.inverted());
      }
    }
    out.number(scheme.steps().size());
    for (ByteScheme.Step s : scheme.steps()) {
      field(s.field());
      out.number(s.key());
      out.number(s.present().length);
      for (long bits : s.present()) {
        out.number(bits);
      }
    }
  }

  /** The number that each source of an operand without bits is written as. */
  static final class FromTag {
    static final int FIXED = 0;
    static final int COMPUTED = 1;
    static final int NEXT_SIGNED = 2;
    static final int NEXT_UNSIGNED = 3;

    private FromTag() {}
  }
}
