package dev.orrery.spec.asm.layout;

import dev.orrery.spec.asm.encode.Encodable;
import dev.orrery.spec.asm.expr.AsmExpr;
import dev.orrery.spec.asm.expr.ExprValue;
import dev.orrery.spec.asm.expr.Place;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An instruction while its length is searched: the shortest way to write it first, the sequence
 * that it stands for last. It only ever grows, so the search ends.
 */
public final class InsnFragment extends Fragment {
  private final Span span;
  private final String note;
  private final List<Encodable> ways;
  private final @Nullable Expander expander;
  private final Edge start = new Edge("PC", false);
  private final Edge end = new Edge("NPC", true);
  private SectionBuilder section;
  private int way;
  private @Nullable List<InsnFragment> parts;

  /** What became of the way that is taken, where that is the same everywhere. */
  private Encodable.@Nullable Result settled;

  /** Makes the sequence that an instruction stands for. */
  @FunctionalInterface
  public interface Expander {
    /** The sequence; {@code pc} is its address, {@code npc} the one behind it. */
    List<InsnFragment> expand(Place pc, Place npc);
  }

  /** The address of the sequence, or the one behind it. */
  private final class Edge implements Place {
    private final String name;
    private final boolean behind;

    Edge(String name, boolean behind) {
      this.name = name;
      this.behind = behind;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public long value() {
      return pc() + (behind ? size() : 0);
    }
  }

  /**
   * An instruction of {@code section}.
   *
   * @param span where it stands
   * @param note said behind errors
   * @param ways to write it, shorter ones first; may be empty if there is an expander
   * @param expander makes the sequence that it stands for, if it stands for one
   */
  public InsnFragment(
      SectionBuilder section,
      Span span,
      String note,
      List<Encodable> ways,
      @Nullable Expander expander) {
    this.section = section;
    this.span = span;
    this.note = note;
    this.ways = List.copyOf(ways);
    this.expander = expander;
    if (ways.isEmpty()) {
      expand();
    }
  }

  private void expand() {
    if (expander == null) {
      throw new IllegalArgumentException("neither ways nor an expander");
    }
    parts = List.copyOf(expander.expand(start, end));
  }

  private long pc() {
    return section.address() + offset;
  }

  /** Puts the parts behind each other. */
  void place() {
    if (parts != null) {
      long at = offset;
      for (InsnFragment part : parts) {
        part.offset = at;
        part.place();
        at += part.size();
      }
    }
  }

  @Override
  long size() {
    if (parts == null) {
      return ways.get(way).length();
    }
    long size = 0;
    for (InsnFragment part : parts) {
      size += part.size();
    }
    return size;
  }

  /** Takes longer ways until all fits that is settled, whatever the addresses. */
  public InsnFragment settle() {
    while (parts == null && ways.get(way).isSettled()) {
      settled = ways.get(way).encode(0, NO_OPERATORS);
      if (settled.fits() || !grow()) {
        break;
      }
      settled = null;
    }
    if (parts != null) {
      parts.forEach(InsnFragment::settle);
    }
    return this;
  }

  /** Whether its bytes are the same wherever everything comes to stand. */
  private boolean isSettled() {
    return parts == null ? settled != null : parts.stream().allMatch(InsnFragment::isSettled);
  }

  private static final ExprValue.Operators NO_OPERATORS =
      e -> {
        throw new IllegalStateException("not settled: " + e);
      };

  private boolean grow() {
    if (way + 1 < ways.size()) {
      way++;
      return true;
    }
    if (parts == null && expander != null) {
      expand();
      return true;
    }
    return false;
  }

  /** Takes a longer way where this one does not fit; whether anything changed. */
  boolean fit(Layout layout, boolean atOnce) {
    boolean changed = false;
    while (parts == null && !ways.get(way).encode(pc(), layout.operators(pc())).fits() && grow()) {
      changed = true;
      while (atOnce && grow()) {}
    }
    if (parts != null) {
      if (changed) {
        place();
      }
      for (InsnFragment part : parts) {
        changed |= part.fit(layout, atOnce);
      }
    }
    return changed;
  }

  /** Hands the operators of its expressions to {@code layout}, which may be asked for them. */
  void tell(Layout layout) {
    if (parts != null) {
      parts.forEach(p -> p.tell(layout));
      return;
    }
    for (AsmExpr e : ways.get(way).expressions()) {
      if (e instanceof AsmExpr.Modified m) {
        layout.note(pc(), m);
      }
    }
  }

  /** Its bytes, if they are the same wherever everything comes to stand; else null. */
  public byte @Nullable [] settledBytes() {
    if (!isSettled()) {
      return null;
    }
    if (settled != null && settled.fits()) {
      return settled.bytes();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(4);
    write(null, out);
    return out.toByteArray();
  }

  /**
   * Adds its bytes.
   *
   * @param layout knows where everything is; may be null if it is settled
   * @throws Failure if no way to write it fits
   */
  void write(@Nullable Layout layout, ByteArrayOutputStream out) {
    if (parts != null) {
      parts.forEach(p -> p.write(layout, out));
      return;
    }
    Encodable.Result r = settled;
    if (r == null) {
      ExprValue.Operators operators = layout == null ? NO_OPERATORS : layout.operators(pc());
      r = ways.get(way).encode(pc(), operators);
    }
    if (r.problem() != null) {
      throw new Failure("", span, r.problem() + note, "Use operands that fit.");
    }
    out.writeBytes(r.bytes());
  }
}
