package dev.orrery.engine.random;

import dev.orrery.engine.random.WordSearch.Question;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the jumps of a set are good for: to loop, to branch, to call and to return. They are found
 * as {@linkplain Idioms all idioms} are; lists may be empty.
 */
final class Jumps {
  private static final int TRIES = WordSearch.TRIES;
  private static final int MANY_TRIES = WordSearch.MANY_TRIES;
  private static final int REACH = 32;
  private static final long ELSEWHERE = Trial.PC + REACH;

  private final Isa isa;
  private final List<Row> jumping;
  private final Idioms idioms;
  private final WordSearch search;
  private final Trial trial;
  private final RegisterFile file;
  private final Map<Integer, List<Loop>> loops = new HashMap<>();
  private @Nullable List<Call> calls;

  /** Registers that jumps find what they need in memory by. */
  private final Set<Integer> stacks = new TreeSet<>();

  /**
   * Takes one from a register and jumps unless it is 0 now.
   *
   * @param step the former
   * @param branch the latter
   */
  record Loop(Insn step, Insn branch) {}

  /**
   * A direct call.
   *
   * @param number of the register that holds the return address, in {@link Idioms#file}
   * @param single that register, if it is one of no file
   * @param stack number of the register that points to the return address, if that is in memory
   */
  record Call(Insn insn, int number, @Nullable Register single, int stack) {
    /** Whether the return address ends up in the same place. */
    boolean leavesLinkAs(Call other) {
      return number == other.number && Objects.equals(single, other.single) && stack == other.stack;
    }
  }

  /**
   * Looks for jumps.
   *
   * @param jumping the rows that may continue elsewhere
   * @param idioms what else there is, such as to count down
   */
  Jumps(Isa isa, List<Row> jumping, Idioms idioms, WordSearch search, Trial trial) {
    this.isa = isa;
    this.jumping = List.copyOf(jumping);
    this.idioms = idioms;
    this.search = search;
    this.trial = trial;
    this.file = idioms.file();
    jumping.forEach(row -> stacks.addAll(Bases.of(row.body()).fixed()));
  }

  /** Counts {@code register} down to 0; where it jumps to is to be {@linkplain Targets#aim set}. */
  List<Loop> loops(int register) {
    return loops.computeIfAbsent(register, this::findLoops);
  }

  private List<Loop> findLoops(int register) {
    SplittableRandom random = new SplittableRandom(register);
    List<Loop> found = new ArrayList<>();
    List<Insn> steps = idioms.adds(register, -1);
    for (Insn step : steps.subList(0, Math.min(3, steps.size()))) {
      for (Row row : jumping) {
        int ofRow = 0;
        for (int i = 0; i < TRIES && ofRow < 2; i++) {
          Insn sample = search.shape(row, random, new int[] {register, search.zero()}, new long[0]);
          Insn branch =
              sample == null || kind(sample) != JumpKind.BRANCH
                  ? null
                  : Targets.aim(isa, sample, Trial.behind(step), Trial.behind(step) - REACH);
          if (branch != null && closes(new Loop(step, branch), register)) {
            found.add(new Loop(step, branch));
            ofRow++;
          }
        }
      }
    }
    return List.copyOf(found);
  }

  private boolean closes(Loop loop, int register) {
    for (long count : Idioms.COUNTS) {
      trial.start((int) (count % Trial.BACKGROUNDS));
      trial.set(file, register, count);
      if (!trial.run(loop.step, loop.branch)) {
        return false;
      }
      long next = Trial.behind(loop.step) + (count == 1 ? loop.branch.bytes() : -REACH);
      if (trial.hart.pc != next || !trial.onlyChanged(file, register)) {
        return false;
      }
    }
    return true;
  }

  /** Jumps, always and without leaving anything behind; the target is to be set. */
  List<Insn> always() {
    return search.answers(
        "jump", jumping, (a, b) -> new Question(null, new long[0], TRIES, this::isJump), 0, 0);
  }

  private boolean isJump(Insn insn) {
    Insn aimed = kind(insn) == JumpKind.JUMP ? Targets.aim(isa, insn, Trial.PC, ELSEWHERE) : null;
    trial.start(0);
    return aimed != null
        && trial.run(aimed)
        && trial.hart.pc == ELSEWHERE
        && trial.changedNothing();
  }

  /** Conditional branches; the target is to be set. */
  List<Insn> branches() {
    return search.answers(
        "branch", jumping, (a, b) -> new Question(null, new long[0], TRIES, this::isBranch), 0, 0);
  }

  /** Whether it may jump or not, and leaves all registers of files as they are. */
  private boolean isBranch(Insn insn) {
    trial.start(0);
    return kind(insn) == JumpKind.BRANCH && trial.run(insn) && trial.onlyChanged(file, file.zero());
  }

  /** Direct calls; the target is to be set. */
  List<Call> calls() {
    List<Call> found = calls;
    if (found == null) {
      found =
          search
              .answers(
                  "call",
                  jumping.stream().filter(r -> r.call() != null).toList(),
                  (a, b) -> new Question(null, new long[0], MANY_TRIES, i -> linkOf(i) != null),
                  0,
                  0)
              .stream()
              .map(this::linkOf)
              .toList();
      calls = found;
    }
    return found;
  }

  private @Nullable Call linkOf(Insn insn) {
    Insn aimed = kind(insn) == JumpKind.CALL ? Targets.aim(isa, insn, Trial.PC, ELSEWHERE) : null;
    return aimed == null ? null : called(aimed, -1);
  }

  /** Calls the function that {@code register} points to, as {@code like} calls another. */
  List<Insn> callsThrough(int register, Call like) {
    List<Row> rows = jumping.stream().filter(r -> r.call() != null).toList();
    String kind = "call through" + (like.stack() >= 0 ? ", stack " + like.stack() : "");
    return search.answers(
        kind, rows, (r, link) -> callingThrough(r, link, like), register, like.number());
  }

  private Question callingThrough(int register, int link, Call like) {
    return new Question(
        new int[] {register, link},
        new long[] {0},
        TRIES,
        insn -> {
          Call call = throughRegister(insn, register);
          return call != null && call.number() == link && call.stack() == like.stack();
        });
  }

  private @Nullable Call throughRegister(Insn insn, int register) {
    DecodedInsn decoded = insn.decode(isa, Trial.PC);
    if (decoded == null || decoded.jumpKind() != JumpKind.CALL || Targets.of(decoded) != null) {
      return null;
    }
    return called(insn, register);
  }

  /** Runs a call, and looks where the return address is. */
  private @Nullable Call called(Insn call, int target) {
    start(target);
    if (!trial.run(call) || trial.hart.pc != ELSEWHERE) {
      return onStack(call, target);
    }
    for (int i : search.registers()) {
      if (trial.get(file, i) == Trial.behind(call) && trial.onlyChanged(file, i)) {
        return new Call(call, i, null, -1);
      }
    }
    for (Register r : isa.registers()) {
      if (trial.hart.get(r) == Trial.behind(call) && trial.onlyChanged(file, file.zero())) {
        return new Call(call, -1, r, -1);
      }
    }
    return null;
  }

  /** The same where the return address is pushed to a stack that grows downwards. */
  private @Nullable Call onStack(Insn call, int target) {
    for (int stack : stacks) {
      start(target);
      trial.set(file, stack, Trial.PLACE + Long.BYTES);
      if (stack != target
          && trial.run(call)
          && trial.hart.pc == ELSEWHERE
          && trial.storedBytes() == Long.BYTES
          && trial.place() == Trial.behind(call)
          && trial.get(file, stack) == Trial.PLACE
          && trial.onlyChanged(file, stack)) {
        return new Call(call, -1, null, stack);
      }
    }
    return null;
  }

  private void start(int target) {
    trial.start(0);
    if (target >= 0) {
      trial.set(file, target, ELSEWHERE);
    }
  }

  /** Returns from what {@code call} called. */
  List<Insn> returns(Call call) {
    Register single = call.single();
    String where =
        call.stack() >= 0 ? ", stack " + call.stack() : single == null ? "" : " " + single.name();
    return search.answers(
        "return" + where,
        jumping.stream().filter(r -> r.ret() != null).toList(),
        (link, b) -> returning(link, call),
        call.number(),
        0);
  }

  private Question returning(int link, Call call) {
    Register single = call.single();
    int stack = call.stack();
    return new Question(
        single == null && stack < 0 ? new int[] {link, search.zero()} : null,
        new long[] {0},
        MANY_TRIES,
        insn -> {
          if (kind(insn) != JumpKind.RETURN) {
            return false;
          }
          trial.start(0);
          if (stack >= 0) {
            trial.set(file, stack, Trial.PLACE);
            trial.setPlace(ELSEWHERE);
            return trial.run(insn)
                && trial.hart.pc == ELSEWHERE
                && trial.get(file, stack) == Trial.PLACE + Long.BYTES
                && trial.onlyChanged(file, stack);
          }
          if (single == null) {
            trial.set(file, link, ELSEWHERE);
          } else {
            trial.hart.set(single, ELSEWHERE);
          }
          return trial.run(insn) && trial.hart.pc == ELSEWHERE && trial.changedNothing();
        });
  }

  /** Jumps to where {@code register} points. */
  List<Insn> through(int register) {
    return search.answers("jump through", jumping, (r, b) -> jumpingThrough(r), register, 0);
  }

  private Question jumpingThrough(int register) {
    return new Question(
        new int[] {register, search.zero()},
        new long[] {0},
        TRIES,
        insn -> {
          DecodedInsn decoded = insn.decode(isa, Trial.PC);
          if (decoded == null || decoded.jumpKind() != JumpKind.INDIRECT) {
            return false;
          }
          trial.start(0);
          trial.set(file, register, ELSEWHERE);
          return trial.run(insn) && trial.hart.pc == ELSEWHERE && trial.changedNothing();
        });
  }

  private JumpKind kind(Insn insn) {
    DecodedInsn decoded = insn.decode(isa, Trial.PC);
    return decoded == null ? JumpKind.NONE : decoded.jumpKind();
  }
}
