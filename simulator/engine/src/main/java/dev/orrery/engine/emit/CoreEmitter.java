package dev.orrery.engine.emit;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.orrery.spec.core.Cause;
import dev.orrery.spec.core.CodeFact;
import dev.orrery.spec.core.CoreInput;
import dev.orrery.spec.core.CoreRoutine;
import dev.orrery.spec.core.CoreState;
import dev.orrery.spec.core.CoreStmt;
import dev.orrery.spec.diag.OrreryException;
import dev.orrery.spec.ir.Expr;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Emits the method of a rule or function of a core table: an instance method of the model's class,
 * with the inputs and then the parameters as its arguments.
 */
public final class CoreEmitter {
  /** No program can take so many cycles so often that they are too many to count. */
  private static final long FEW = 1 << 20;

  /** Name of the field that holds the cycle reached. */
  public static final String NOW = "now";

  private static final ClassDesc CODE_FACT = Types.of(CodeFact.class);

  private final CodeBuilder code;
  private final Target target;
  private final ClassDesc model;
  private final Place place;
  private final IndexBounds bounds;
  private final FreeExprs exprs;

  private CoreEmitter(CodeBuilder code, Target target, Place place, CoreRoutine routine) {
    this.code = code;
    this.target = target;
    this.bounds = IndexBounds.of(routine, target.bounds);
    this.place = place;
    this.model = target.model;
    this.exprs = new FreeExprs(code);
  }

  /**
   * The class of a model.
   *
   * @param model a subclass of the engine's core model
   * @param methods the name of each routine's method
   * @param bounds what its states can hold
   */
  public record Target(
      ClassDesc model, Function<CoreRoutine, String> methods, StateBounds bounds) {}

  /** Where code finds a model, and where it counts. */
  public interface Place {
    /** Pushes the model. */
    void pushModel(CodeBuilder code);

    /** Pushes the array of one of its states. */
    void pushArray(CodeBuilder code, CoreState state);

    /** Pushes the cycle reached. */
    void pushNow(CodeBuilder code);

    /** As many cycles pass as {@code cycles} pushes, for that cause. */
    void pass(CodeBuilder code, Cause cause, Runnable cycles);

    /** So many cycles pass for that cause. */
    default void pass(CodeBuilder code, Cause cause, long cycles) {
      pass(code, cause, () -> code.loadConstant(cycles));
    }

    /** The code that follows may be skipped. */
    default void enterBranch() {}

    /** The code of the last {@link #enterBranch} ends. */
    default void leaveBranch() {}

    /** The model's own methods are called next: they have to know the cycle reached. */
    void beforeCall(CodeBuilder code);

    /** They have been called, and may have counted. */
    void afterCall(CodeBuilder code);
  }

  /** In the methods of a model, everything is in its fields. */
  private record Method(ClassDesc model) implements Place {
    @Override
    public void pushModel(CodeBuilder code) {
      code.aload(0);
    }

    @Override
    public void pushArray(CodeBuilder code, CoreState s) {
      code.aload(0).getfield(model, field(s), Types.LONG_ARRAY);
    }

    @Override
    public void pushNow(CodeBuilder code) {
      code.aload(0).getfield(model, NOW, CD_long);
    }

    @Override
    public void pass(CodeBuilder code, Cause cause, Runnable cycles) {
      add(code, NOW, cycles);
      add(code, field(cause), cycles);
    }

    private void add(CodeBuilder code, String field, Runnable amount) {
      code.aload(0).dup().getfield(model, field, CD_long);
      amount.run();
      code.ladd().putfield(model, field, CD_long);
    }

    @Override
    public void beforeCall(CodeBuilder code) {}

    @Override
    public void afterCall(CodeBuilder code) {}
  }

  /** Name of the field that holds the cycles of a cause. */
  public static String field(Cause c) {
    return "cause" + c.index();
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
      arguments.add(Representation.desc(i.width()));
    }
    routine.parameters().forEach(p -> arguments.add(CD_long));
    return MethodTypeDesc.of(routine.result() == null ? CD_void : CD_long, arguments);
  }

  /** Emits the body of the method of {@code routine}. */
  public static void emit(CodeBuilder code, Target target, CoreRoutine routine) {
    new CoreEmitter(code, target, new Method(target.model), routine).routine(routine);
  }

  /**
   * Emits the body of {@code routine}, which has no parameters and no value, in the place of a call
   * of its method.
   *
   * @param place where the code finds the model
   * @param input emits the push of an input: an int if it has one bit, else a long
   */
  public static void inline(
      CodeBuilder code,
      Target target,
      Place place,
      Consumer<CoreInput> input,
      CoreRoutine routine) {
    CoreEmitter emitter = new CoreEmitter(code, target, place, routine);
    for (int i = 0; i < routine.inputs().size(); i++) {
      input.accept(routine.inputs().get(i));
      emitter.exprs.define(routine.inputLocals().get(i));
    }
    emitter.stmts(routine.body());
  }

  private CodeBuilder pushModel() {
    place.pushModel(code);
    return code;
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
          pushModel();
          exprs.push(w.value());
          code.putfield(model, field(w.state()), CD_long);
        }
      }
      case CoreStmt.Look l -> {
        pushModel().getstatic(CODE_FACT, l.fact().name(), CODE_FACT);
        exprs.push(l.address());
        code.invokevirtual(model, "look", MethodTypeDesc.of(CD_long, CODE_FACT, CD_long));
        exprs.assign(l.local());
      }
      case CoreStmt.Now n -> {
        place.pushNow(code);
        exprs.assign(n.local());
      }
      case CoreStmt.Call c -> {
        place.beforeCall(code);
        pushModel();
        c.arguments().forEach(exprs::push);
        code.invokevirtual(model, target.methods.apply(c.function()), type(c.function()));
        place.afterCall(code);
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
        place.enterBranch();
        stmts(i.then());
        if (!i.otherwise().isEmpty()) {
          code.goto_(end);
        }
        code.labelBinding(otherwise);
        stmts(i.otherwise());
        place.leaveBranch();
        code.labelBinding(end);
      }
      case CoreStmt.While w -> loop(w);
      case CoreStmt.Take t -> take(t);
      case CoreStmt.Enter e -> {} // compiled models count; nobody looks at their stages
      case CoreStmt.Wait w -> {
        exprs.push(w.time());
        int time = code.allocateLocal(TypeKind.LONG);
        Label reached = code.newLabel();
        code.lstore(time).lload(time);
        place.pushNow(code);
        code.lcmp().ifle(reached).lload(time);
        place.pushNow(code);
        code.lsub();
        passChecked(w.cause());
        code.labelBinding(reached);
      }
    }
  }

  private void take(CoreStmt.Take t) {
    if (t.amount() instanceof Expr.Const c && c.value() <= FEW) {
      if (c.value() > 0) {
        place.pass(code, t.cause(), c.value());
      }
      return;
    }
    exprs.push(t.amount());
    int amount = code.allocateLocal(TypeKind.LONG);
    Label none = code.newLabel();
    code.lstore(amount).lload(amount).lconst_0().lcmp().ifle(none);
    code.lload(amount);
    passChecked(t.cause());
    code.labelBinding(none);
  }

  /** As many cycles pass as are on the stack, which are more than none. */
  private void passChecked(Cause cause) {
    int cycles = code.allocateLocal(TypeKind.LONG);
    code.lstore(cycles);
    pushModel().lload(cycles);
    place.pushNow(code);
    code.loadConstant(cause.index());
    code.invokevirtual(model, "checked", MethodTypeDesc.of(CD_long, CD_long, CD_long, CD_int));
    code.lstore(cycles);
    place.pass(code, cause, () -> code.lload(cycles));
  }

  /** Pushes an array and the index of one of its cells, or the value of a state that is none. */
  private void pushState(CoreState s, @Nullable Expr index) {
    if (index == null) {
      pushModel().getfield(model, field(s), CD_long);
      return;
    }
    place.pushArray(code, s);
    if (index instanceof Expr.Const c && c.value() >= 0 && c.value() < s.cells()) {
      code.loadConstant((int) c.value());
      return;
    }
    if (bounds.isWithin(index, s.cells())) {
      exprs.push(index);
      code.l2i();
      return;
    }
    // HotSpot makes one comparison of these, and then needs none of its own.
    int wide = code.allocateLocal(TypeKind.LONG);
    int local = code.allocateLocal(TypeKind.INT);
    Label outside = code.newLabel();
    Label inside = code.newLabel();
    exprs.push(index);
    code.lstore(wide).lload(wide).l2i().istore(local);
    code.iload(local).i2l().lload(wide).lcmp().ifne(outside);
    code.iload(local).iflt(outside).iload(local).loadConstant(s.cells()).if_icmplt(inside);
    code.labelBinding(outside);
    place.beforeCall(code);
    pushModel().lload(wide).loadConstant(s.index());
    code.invokevirtual(
        model, "outside", MethodTypeDesc.of(Types.of(OrreryException.class), CD_long, CD_int));
    code.athrow();
    code.labelBinding(inside);
    code.iload(local);
  }

  private void loop(CoreStmt.While w) {
    Label again = code.newLabel();
    Label end = code.newLabel();
    place.enterBranch();
    code.labelBinding(again);
    stmts(w.before());
    exprs.unless(w.condition(), end);
    place.beforeCall(code);
    pushModel().invokevirtual(model, "round", MethodTypeDesc.of(CD_void));
    stmts(w.body());
    place.leaveBranch();
    code.goto_(again);
    code.labelBinding(end);
  }
}
