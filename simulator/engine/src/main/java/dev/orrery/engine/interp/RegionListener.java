package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_void;

import dev.orrery.engine.emit.Types;
import dev.orrery.engine.timing.InsnFacts;
import dev.orrery.engine.timing.RetireListener;
import dev.orrery.engine.timing.Retired;
import dev.orrery.spec.ir.Expr;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Gives a listener a {@link Retired} for each instruction. */
final class RegionListener implements RegionRetires {
  private static final ClassDesc LISTENER = Types.of(RetireListener.class);
  private static final ClassDesc FACTS = Types.of(InsnFacts.class);

  private final ClassDesc self;
  private final Isa isa;
  private final RetireListener listener;
  private final Retired retired = new Retired();
  private final List<InsnFacts> facts = new ArrayList<>();

  RegionListener(ClassDesc self, Isa isa, RetireListener listener) {
    this.self = self;
    this.isa = isa;
    this.listener = listener;
  }

  @Override
  public void begin(CodeBuilder code, RegionPlan plan, List<List<List<Stmt>>> bodies) {
    facts.clear();
  }

  @Override
  public Map<String, ClassDesc> fields() {
    Map<String, ClassDesc> fields = new LinkedHashMap<>();
    fields.put("listener", LISTENER);
    fields.put("retired", RetireFields.RETIRED);
    fields.put("facts", FACTS.arrayType());
    return fields;
  }

  @Override
  public List<Object> values() {
    return List.of(listener, retired, facts.toArray(InsnFacts[]::new));
  }

  @Override
  public void emit(CodeBuilder code, DecodedInsn insn, Stmt.Retire retire, Consumer<Expr> push) {
    RetireFields.set(
        code, () -> code.getstatic(self, "retired", RetireFields.RETIRED), retire, push);
    code.getstatic(self, "retired", RetireFields.RETIRED);
    code.getstatic(self, "facts", FACTS.arrayType()).loadConstant(facts.size()).aaload();
    code.putfield(RetireFields.RETIRED, "insn", FACTS);
    facts.add(InsnFacts.of(isa, insn));
    code.getstatic(self, "listener", LISTENER).getstatic(self, "retired", RetireFields.RETIRED);
    code.invokeinterface(LISTENER, "retired", MethodTypeDesc.of(CD_void, RetireFields.RETIRED));
  }
}
