package dev.orrery.engine.interp;

import dev.orrery.engine.explain.Bytecode;
import dev.orrery.engine.explain.ExitKind;
import dev.orrery.engine.explain.Explainer;
import dev.orrery.engine.explain.Reason;
import dev.orrery.engine.explain.Refusal;
import dev.orrery.engine.explain.Translation;
import dev.orrery.spec.ir.JumpKind;
import dev.orrery.spec.ir.Stmt;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes down how one region comes about, for an {@link Explainer}. */
final class RegionRecorder extends RegionNotes {
  /**
   * A way out.
   *
   * @param counter its number if the code counts
   */
  private record Exit(ExitKind kind, int part, long pc, long target, int counter) {}

  private final Explainer explainer;
  private final Isa isa;
  private final Block head;
  private final Block wanted;
  private final long begin;
  private final Map<Long, Reason> leftOut = new HashMap<>();
  private final Map<Long, Reason> notFollowed = new HashMap<>();
  private final List<Exit> exits = new ArrayList<>();
  private boolean isExplained;
  private boolean counting;
  private long pause;

  private @Nullable RegionConstants constants;
  private RegionPlan.@Nullable Node node;
  private int insn;

  /** Counter of the first node. */
  private int firstNode;

  /** Counter of what the first instruction raised. */
  private int firstRaised;

  private RegionRecorder(Explainer explainer, Isa isa, Block head, Block wanted) {
    this.explainer = explainer;
    this.isa = isa;
    this.head = head;
    this.wanted = wanted;
    this.begin = explainer.nanos();
  }

  /**
   * Notes about a region that is entered at {@code head}, if somebody wants them.
   *
   * @param wanted the block that it is made for
   */
  static RegionNotes of(@Nullable Explainer explainer, Isa isa, Block head, Block wanted) {
    return explainer == null ? NONE : new RegionRecorder(explainer, isa, head, wanted);
  }

  @Override
  void leftOut(long pc, Reason why) {
    leftOut.put(pc, why);
  }

  @Override
  void notFollowed(long pc, Reason why) {
    notFollowed.put(pc, why);
  }

  @Override
  void refused(Reason why) {
    if (covers(head) || covers(wanted)) {
      explainer.refused(new Refusal(head.pc, wanted.pc, why));
    }
  }

  @Override
  void shortened(RegionPlan plan, RegionPlan smaller, Reason why) {
    for (Block block : plan.blocks()) {
      if (!smaller.blocks().contains(block)) {
        leftOut.put(block.pc, why);
      }
    }
  }

  private boolean covers(Block block) {
    return explainer.covers(block.pc, block.endPc());
  }

  @Override
  boolean wantsCounts() {
    counting = isExplained && explainer.counts();
    pause = explainer.nanos();
    return counting;
  }

  @Override
  void hasCounts() {
    pause = explainer.nanos() - pause;
  }

  @Override
  void begin(CodeBuilder code, RegionConstants constants, RegionPlan plan) {
    this.constants = constants;
    exits.clear();
    if (counting) {
      firstNode = constants.addCounters(plan.nodes().size());
      firstRaised = constants.addCounters(plan.length());
    }
    isExplained = plan.blocks().stream().anyMatch(this::covers);
    local(code, RegionFrame.THIS, TypeKind.REFERENCE, "this");
    local(code, RegionFrame.HART, TypeKind.REFERENCE, "hart");
    local(code, RegionFrame.RETURN_PC, TypeKind.LONG, "returnPc");
    local(code, RegionFrame.DEPTH, TypeKind.INT, "depth");
  }

  @Override
  void local(CodeBuilder code, int local, TypeKind kind, String name) {
    if (isExplained) {
      code.localVariable(local, name, kind.upperBound(), code.startLabel(), code.endLabel());
    }
  }

  @Override
  void register(CodeBuilder code, int local, TypeKind kind, int slot) {
    local(code, local, kind, nameOf(slot));
  }

  private String nameOf(int slot) {
    for (RegisterFile f : isa.files()) {
      if (slot >= f.slot() && slot < f.slot() + f.count()) {
        return f.names().get(slot - f.slot());
      }
    }
    for (Register r : isa.registers()) {
      if (r.slot() == slot) {
        return r.name();
      }
    }
    return "slot" + slot;
  }

  @Override
  void node(CodeBuilder code, RegionPlan.Node node) {
    this.node = node;
    count(code, () -> code.loadConstant(firstNode + node.position()));
  }

  @Override
  void insn(CodeBuilder code, int i) {
    insn = i;
    mark(code, node().firstInsn() + i);
  }

  @Override
  void end(CodeBuilder code) {
    mark(code, Bytecode.AROUND);
  }

  private void mark(CodeBuilder code, int insn) {
    if (isExplained) {
      code.lineNumber(Bytecode.lineNumber(insn));
    }
  }

  @Override
  void exit(CodeBuilder code, ExitKind kind, long target) {
    int counter = counting ? constants().addCounters(1) : 0;
    exits.add(new Exit(kind, node().position(), node().block().insns[insn].pc(), target, counter));
    count(code, () -> code.loadConstant(counter));
  }

  @Override
  void raised(CodeBuilder code, int site) {
    count(code, () -> code.iload(site).loadConstant(firstRaised).iadd());
  }

  private void count(CodeBuilder code, Runnable number) {
    if (counting) {
      constants().count(code, number);
    }
  }

  private RegionConstants constants() {
    return Objects.requireNonNull(constants);
  }

  private RegionPlan.Node node() {
    return Objects.requireNonNull(node);
  }

  @Override
  void made(
      RegionPlan plan,
      Function<DecodedInsn, List<Stmt>> specialised,
      List<List<List<Stmt>>> narrowed,
      byte[] bytes,
      String className) {
    long nanos = explainer.nanos() - begin - (counting ? pause : 0);
    if (!isExplained || !explainer.wantsMore()) {
      return;
    }
    long @Nullable [] counts = counting ? constants().counts() : null;
    List<Translation.Part> parts = new ArrayList<>();
    for (RegionPlan.Node n : plan.nodes()) {
      List<Translation.Insn> insns = new ArrayList<>();
      for (int i = 0; i < n.block().length; i++) {
        DecodedInsn insn = n.block().insns[i];
        insns.add(
            new Translation.Insn(
                insn,
                insn.row().body(),
                specialised.apply(insn),
                narrowed.get(n.position()).get(i)));
      }
      int seen = RegionPlanner.weight(head, n.block());
      parts.add(new Translation.Part(insns, n.calls().returnPcs(), seen, Translation.UNKNOWN));
    }
    List<Translation.Exit> ways = new ArrayList<>();
    for (Exit e : exits) {
      ways.add(
          new Translation.Exit(
              e.kind,
              e.part,
              e.pc,
              e.target == Code.NO_KEY ? null : e.target,
              Translation.UNKNOWN,
              why(e, plan.nodes().get(e.part))));
    }
    explainer.translated(
        className,
        forgotten ->
            new Translation(
                plan.head().pc,
                className,
                counts == null ? parts : withCounts(parts, counts),
                counts == null ? ways : withCounts(ways, counts, plan),
                Bytecode.of(bytes, Translation.METHOD),
                counts != null,
                nanos,
                forgotten));
  }

  /** Why the region does not go on where an exit goes. */
  private @Nullable Reason why(Exit exit, RegionPlan.Node from) {
    return switch (exit.kind) {
      case CALL -> notFollowed.get(from.block().pc);
      case DIRECT, TAIL_CALL ->
          from.block().jumpKind() == JumpKind.CALL
                  && exit.target != from.block().links[Block.FALL].pc
              ? notFollowed.get(from.block().pc)
              : leftOut.get(exit.target);
      default -> null;
    };
  }

  private List<Translation.Part> withCounts(List<Translation.Part> parts, long[] counts) {
    List<Translation.Part> out = new ArrayList<>();
    for (Translation.Part p : parts) {
      long count = counts[firstNode + out.size()];
      out.add(new Translation.Part(p.insns(), p.inside(), p.seen(), count));
    }
    return out;
  }

  /** The exits with their counts, and where something was raised, in the order of the code. */
  private List<Translation.Exit> withCounts(
      List<Translation.Exit> exits, long[] counts, RegionPlan plan) {
    List<Translation.Exit> out = new ArrayList<>();
    for (int i = 0; i < exits.size(); i++) {
      Translation.Exit e = exits.get(i);
      long count = counts[this.exits.get(i).counter];
      out.add(new Translation.Exit(e.kind(), e.part(), e.pc(), e.target(), count, e.reason()));
    }
    for (RegionPlan.Node n : plan.nodes()) {
      for (int i = 0; i < n.block().length; i++) {
        long count = counts[firstRaised + n.firstInsn() + i];
        if (count > 0) {
          long pc = n.block().insns[i].pc();
          out.add(new Translation.Exit(ExitKind.RAISED, n.position(), pc, null, count, null));
        }
      }
    }
    out.sort(Comparator.comparingInt(Translation.Exit::part));
    return out;
  }
}
