package dev.orrery.engine.timing.memo;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.orrery.engine.emit.ConstantFields;
import dev.orrery.engine.emit.CoreEmitter;
import dev.orrery.engine.emit.FreeExprs;
import dev.orrery.engine.emit.Types;
import dev.orrery.engine.timing.CoreModel;
import dev.orrery.spec.ir.Expr;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Generates a {@link Walk}. Where it meets what it is not for it must not have done anything: so
 * what a block writes is put off until its end is reached.
 */
final class WalkClass {
  private static final ClassDesc SUPER = Types.of(Walk.class);
  private static final ClassDesc MODEL = Types.of(CoreModel.class);
  private static final String MODEL_FIELD = "model";

  /** Configurations that the code is for, at most. */
  private static final int MOST_STARTS = 8;

  /** Actions that the code does, at most: longer code is not worth compiling. */
  private static final int MOST_ACTIONS = 200;

  /** What happens less than once in so many times is left out. */
  private static final int RARE = 64;

  private final ClassDesc self;
  private final Memo memo;
  private final MemoBlock block;
  private final List<long[]> arrays = new ArrayList<>();
  private long least;
  private int actions;

  /** What is in locals on the way to an action, and the writes that are put off. */
  private record Way(Map<Term, Integer> locals, List<Put> puts) {
    Way copy() {
      return new Way(new HashMap<>(locals), new ArrayList<>(puts));
    }
  }

  /** The value in a local goes into the cell whose number is in another one. */
  private record Put(long[] memory, int index, int value) {}

  private WalkClass(Memo memo, MemoBlock block) {
    String name = "Walk_" + Long.toHexString(block.facts().getFirst().pc());
    this.self = ClassDesc.of(Walk.class.getPackageName(), name);
    this.memo = memo;
    this.block = block;
  }

  /** What {@code block} was seen to do until now. */
  static Walk make(Memo memo, MemoBlock block) {
    WalkClass made = new WalkClass(memo, block);
    byte[] bytes = ClassFile.of().build(made.self, made::build);
    List<Object> values = new ArrayList<>();
    values.add(memo.model());
    values.addAll(made.arrays);
    try {
      return (Walk)
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(bytes, values.toArray(), true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e); // the class was made to fit
    }
  }

  private void build(ClassBuilder b) {
    b.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
    b.withSuperclass(SUPER);
    b.withMethodBody(
        INIT_NAME,
        MTD_void,
        0,
        code -> code.aload(0).invokespecial(SUPER, INIT_NAME, MTD_void).return_());
    b.withMethodBody(
        Walk.RUN,
        MethodTypeDesc.of(CD_boolean),
        ClassFile.ACC_PUBLIC,
        code -> new Body(code).starts());
    Map<String, ClassDesc> fields = new LinkedHashMap<>();
    fields.put(MODEL_FIELD, MODEL);
    for (int i = 0; i < arrays.size(); i++) {
      fields.put(field(i), Types.LONG_ARRAY);
    }
    ConstantFields.define(b, self, fields);
  }

  private static String field(int array) {
    return "array" + array;
  }

  private int number(long[] array) {
    for (int i = 0; i < arrays.size(); i++) {
      if (arrays.get(i) == array) {
        return i;
      }
    }
    arrays.add(array);
    return arrays.size() - 1;
  }

  /** The method. */
  private final class Body {
    private final CodeBuilder code;
    private final FreeExprs exprs;
    private final Label otherwise;

    /** The local with the cycle reached when the block began. */
    private final int began;

    Body(CodeBuilder code) {
      this.code = code;
      this.exprs = new FreeExprs(code);
      this.otherwise = code.newLabel();
      this.began = code.allocateLocal(TypeKind.LONG);
    }

    void starts() {
      List<Configuration> met = memo.starts(block);
      least = met.stream().mapToLong(this::times).sum() / RARE;
      List<Configuration> starts =
          met.stream()
              .filter(c -> times(c) > least)
              .sorted(Comparator.comparing(this::times).reversed())
              .limit(MOST_STARTS)
              .toList();
      int at = code.allocateLocal(TypeKind.LONG);
      array(memo.at()).iconst_0().laload().lstore(at);
      code.getstatic(self, MODEL_FIELD, MODEL);
      code.getfield(MODEL, CoreEmitter.NOW, CD_long).lstore(began);
      for (Configuration start : starts) {
        Label next = code.newLabel();
        code.lload(at).loadConstant(start.number()).lcmp().ifne(next);
        action(start.first(block), new Way(new HashMap<>(), new ArrayList<>()));
        code.labelBinding(next);
      }
      code.labelBinding(otherwise);
      code.iconst_0().ireturn();
    }

    private long times(Configuration start) {
      return memo.times(start.first(block));
    }

    private CodeBuilder array(long[] array) {
      return code.getstatic(self, field(number(array)), Types.LONG_ARRAY);
    }

    private void action(@Nullable Action action, Way way) {
      if (action == null
          || memo.times(action) <= least
          || !isPossible(action, way)
          || ++actions > MOST_ACTIONS) {
        code.goto_(otherwise);
        return;
      }
      switch (action) {
        case Action.Load l -> {
          int index = index(l.index, l.memory, way);
          array(l.memory).iload(index).laload();
          keep(new Term.Loaded(l.number), way);
          action(l.behind(0), way);
        }
        case Action.Store s -> {
          int index = index(s.index, s.memory, way);
          way.puts.add(new Put(s.memory, index, value(s.value, way)));
          action(s.behind(0), way);
        }
        case Action.Differs d -> {
          array(d.memory).loadConstant(d.index).laload();
          int local = keep(new Term.Loaded(d.number), way);
          Label no = code.newLabel();
          code.lload(local).loadConstant(d.other).lcmp().ifeq(no);
          fork(d, no, way);
        }
        case Action.Happens h -> {
          Label no = code.newLabel();
          array(block.inputs()).loadConstant(h.cell).laload().lconst_0().lcmp().ifeq(no);
          fork(h, no, way);
        }
        case Action.Test t -> {
          Label no = code.newLabel();
          exprs.unless(expr(t.condition, 1, way), no);
          fork(t, no, way);
        }
        case Action.Choice c -> {
          int value = value(c.value, way);
          for (long outcome : c.outcomes()) {
            if (memo.times(c.behind(outcome)) > least) {
              Label next = code.newLabel();
              code.lload(value).loadConstant(outcome).lcmp().ifne(next);
              action(c.behind(outcome), way.copy());
              code.labelBinding(next);
            }
          }
          code.goto_(otherwise);
        }
        case Action.End end -> end(end, way);
      }
    }

    private void fork(Action.Question question, Label no, Way way) {
      action(question.yes, way.copy());
      code.labelBinding(no);
      action(question.no, way);
    }

    private void end(Action.End end, Way way) {
      for (Put put : way.puts) {
        array(put.memory).iload(put.index).lload(put.value).lastore();
      }
      List<Action.Spill> spills = List.of(end.spills());
      if (!end.areApart()) {
        Set<Term> read =
            spills.stream()
                .flatMap(s -> TermExprs.reads(s.value()).stream())
                .collect(Collectors.toSet());
        read.forEach(term -> local(term, way)); // before any of them is written
      }
      for (Action.Spill s : spills) {
        array(s.memory()).loadConstant(s.index());
        exprs.push(expr(s.value(), Long.SIZE, way));
        code.lastore();
      }
      code.getstatic(self, MODEL_FIELD, MODEL).lload(began).loadConstant(end.cycles()).ladd();
      code.putfield(MODEL, CoreEmitter.NOW, CD_long);
      array(memo.times()).loadConstant(end.number());
      code.dup2().laload().lconst_1().ladd().lastore();
      array(memo.at()).iconst_0().loadConstant(end.to().number()).lastore();
      code.iconst_1().ireturn();
    }

    private Expr expr(Term term, int width, Way way) {
      return new TermExprs(leaf -> FreeExprs.local(local(leaf, way))).of(term, width);
    }

    /** The local with the value of {@code term}. */
    private int value(Term term, Way way) {
      exprs.push(expr(term, Long.SIZE, way));
      int local = code.allocateLocal(TypeKind.LONG);
      code.lstore(local);
      return local;
    }

    /** The local with what a leaf of a term stands for. */
    private int local(Term leaf, Way way) {
      Integer known = way.locals.get(leaf);
      if (known != null) {
        return known;
      }
      return switch (leaf) {
        case Term.Linear l -> began;
        case Term.Input i -> {
          array(block.inputs()).loadConstant(i.cell()).laload();
          yield keep(leaf, way);
        }
        case Term.Held h -> {
          array(h.memory()).loadConstant(h.index()).laload();
          yield keep(leaf, way);
        }
        default -> throw new IllegalStateException(leaf + " has not been loaded");
      };
    }

    /** Pops the value of {@code leaf} into a local of its own. */
    private int keep(Term leaf, Way way) {
      int local = code.allocateLocal(TypeKind.LONG);
      code.lstore(local);
      way.locals.put(leaf, local);
      return local;
    }

    /** The int local with the number of a cell of {@code memory}. */
    private int index(Term index, long[] memory, Way way) {
      int local = code.allocateLocal(TypeKind.INT);
      if (index instanceof Term.Linear l && l.cycles() == 0) {
        code.loadConstant((int) l.number()).istore(local); // it was within when it was recorded
        return local;
      }
      int wide = value(index, way);
      code.lload(wide).lconst_0().lcmp().iflt(otherwise);
      code.lload(wide).loadConstant((long) memory.length).lcmp().ifge(otherwise);
      code.lload(wide).l2i().istore(local);
      return local;
    }
  }

  /** Whether code can do it, and has not put off what it must see. */
  private static boolean isPossible(Action action, Way way) {
    return switch (action) {
      case Action.Load l -> TermExprs.isTotal(l.index) && isUntouched(l.memory, way);
      case Action.Differs d -> isUntouched(d.memory, way);
      case Action.Store s -> TermExprs.isTotal(s.index) && TermExprs.isTotal(s.value);
      case Action.Happens h -> true;
      case Action.Test t -> TermExprs.isTotal(t.condition);
      case Action.Choice c -> TermExprs.isTotal(c.value);
      case Action.End end ->
          Arrays.stream(end.spills()).allMatch(s -> TermExprs.isTotal(s.value()));
    };
  }

  private static boolean isUntouched(long[] memory, Way way) {
    return way.puts.stream().noneMatch(p -> p.memory == memory);
  }
}
