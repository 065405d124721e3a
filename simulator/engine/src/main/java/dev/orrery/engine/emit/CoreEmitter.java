package dev.orrery.engine.emit;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.orrery.spec.core.CodeFact;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreStmt;
import dev.orrery.spec.ir.Expr;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Emits the method of a rule or function of a core table: an instance method of the model's class,
 * with the inputs and then the parameters as its arguments.
 */
public final class CoreEmitter {
  private static final ClassDesc CODE_FACT = Types.of(CodeFact.class);

  private final CodeBuilder code;
  private final ClassDesc model;
  private final Function<CoreRoutine, String> methods;
  private final ExprEmitter exprs;

  private CoreEmitter(CodeBuilder code, ClassDesc model, Function<CoreRoutine, String> methods) {
    this.code = code;
    this.model = model;
    this.methods = methods;
    this.exprs =
        new ExprEmitter(code, new NoFrame()) {
          @Override
          boolean isGiven(Expr e) {
            return false;
          }
        };
  }

  /** Name of the field that holds a state. */
  public static String field(CoreState s) {
    return "state" + s.index();
  }

  /** Type of that field. */
  public static ClassDesc type(CoreState s) {
    return s.isArray() ? Types.LONG_ARRAY : CD_long;
  }

  /** Type of the method of {@code routine}. */
  public static MethodTypeDesc type(CoreRoutine routine) {
    List<ClassDesc> arguments = new ArrayList<>();
    for (CoreInput i : routine.inputs()) {
      arguments.add(ExprEmitter.desc(i.width()));
    }
    routine.parameters().forEach(p -> arguments.add(CD_long));
    return MethodTypeDesc.of(routine.result() == null ? CD_void : CD_long, arguments);
  }

  /**
   * Emits the body of the method of {@code routine}.
   *
   * @param model the class that it is in, a subclass of the engine's core model
   * @param methods the name of each routine's method
   */
  public static void emit(
      CodeBuilder code,
      ClassDesc model,
      Function<CoreRoutine, String> methods,
      CoreRoutine routine) {
    new CoreEmitter(code, model, methods).routine(routine);
  }

  private void routine(CoreRoutine routine) {
    int parameter = 0;
    for (Expr.Tmp t : routine.inputLocals()) {
      exprs.bind(t, code.parameterSlot(parameter++));
    }
    for (Expr.Tmp t : routine.parameters()) {
      exprs.bind(t, code.parameterSlot(parameter++));
    }
    stmts(routine.body());
    if (routine.result() == null) {
      code.return_();
    } else {
      exprs.push(routine.result());
      code.lreturn();
    }
  }

  private void stmts(List<CoreStmt> body) {
    body.forEach(this::stmt);
  }

  private void stmt(CoreStmt s) {
    switch (s) {
      case CoreStmt.Set set -> {
        exprs.push(set.value());
        exprs.assign(set.local());
      }
      case CoreStmt.Read r -> {
        pushState(r.state(), r.index());
        if (r.state().isArray()) {
          code.laload();
        }
        exprs.assign(r.local());
      }
      case CoreStmt.Write w -> {
        if (w.state().isArray()) {
          pushState(w.state(), w.index());
          exprs.push(w.value());
          code.lastore();
        } else {
          code.aload(0);
          exprs.push(w.value());
          code.putfield(model, field(w.state()), CD_long);
        }
      }
      case CoreStmt.Look l -> {
        code.aload(0).getstatic(CODE_FACT, l.fact().name(), CODE_FACT);
        exprs.push(l.address());
        code.invokevirtual(model, "look", MethodTypeDesc.of(CD_long, CODE_FACT, CD_long));
        exprs.assign(l.local());
      }
      case CoreStmt.Now n -> {
        code.aload(0).getfield(model, "now", CD_long);
        exprs.assign(n.local());
      }
      case CoreStmt.Call c -> {
        code.aload(0);
        c.arguments().forEach(exprs::push);
        code.invokevirtual(model, methods.apply(c.function()), type(c.function()));
        if (c.result() != null) {
          exprs.assign(c.result());
        } else if (c.function().result() != null) {
          code.pop2();
        }
      }
      case CoreStmt.If i -> {
        Label otherwise = code.newLabel();
        Label end = code.newLabel();
        exprs.unless(i.condition(), otherwise);
        stmts(i.then());
        code.goto_(end);
        code.labelBinding(otherwise);
        stmts(i.otherwise());
        code.labelBinding(end);
      }
      case CoreStmt.While w -> loop(w);
      case CoreStmt.Take t -> {
        code.aload(0);
        exprs.push(t.amount());
        pass("take", t.cause().index());
      }
      case CoreStmt.Wait w -> {
        code.aload(0);
        exprs.push(w.time());
        pass("await", w.cause().index());
      }
    }
  }

  private void pass(String how, int cause) {
    code.loadConstant(cause);
    code.invokevirtual(model, how, MethodTypeDesc.of(CD_void, CD_long, CD_int));
  }

  /** Pushes an array and the index of one of its cells, or the value of a state that is none. */
  private void pushState(CoreState s, @Nullable Expr index) {
    code.aload(0).getfield(model, field(s), type(s));
    if (index == null) {
      return;
    }
    if (index instanceof Expr.Const c && c.value() >= 0 && c.value() < s.cells()) {
      code.loadConstant((int) c.value());
      return;
    }
    code.aload(0);
    exprs.push(index);
    code.aload(0).getfield(model, field(s), type(s)).loadConstant(s.index());
    code.invokevirtual(model, "cell", MethodTypeDesc.of(CD_int, CD_long, Types.LONG_ARRAY, CD_int));
  }

  private void loop(CoreStmt.While w) {
    Label again = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(again);
    stmts(w.before());
    exprs.unless(w.condition(), end);
    code.aload(0).invokevirtual(model, "round", MethodTypeDesc.of(CD_void));
    stmts(w.body());
    code.goto_(again);
    code.labelBinding(end);
  }
}
