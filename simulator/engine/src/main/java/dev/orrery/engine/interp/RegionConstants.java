package dev.orrery.engine.interp;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.orrery.engine.MemorySpan;
import dev.orrery.engine.MemoryWindow;
import dev.orrery.engine.emit.ConstantFields;
import dev.orrery.engine.emit.Types;
import dev.orrery.engine.timing.RetireListener;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The objects that a {@link Region}'s code works on. They are in static final fields, which HotSpot
 * takes for constants: what is in those objects it still reads each time.
 */
final class RegionConstants {
  private static final ClassDesc CODES = Types.of(Code.class).arrayType();
  private static final ClassDesc WINDOW = Types.of(MemoryWindow.class);
  private static final ClassDesc TURN = Types.of(Turn.class);
  private static final ClassDesc SPAN = Types.of(MemorySpan.class);
  private static final ClassDesc TALLY = Types.of(RegionTally.class);

  private final ClassDesc self;
  private final Spans spans;
  private int counters;
  private long[] counts = {};
  private final @Nullable RegionTally tally;
  private final RegionRetires retires;

  /**
   * Those of class {@code self}.
   *
   * @param head the block that it is entered at
   * @param spans where it expects its accesses
   * @param listener told of what retires; null for nobody
   */
  RegionConstants(ClassDesc self, Block head, Spans spans, @Nullable RetireListener listener) {
    this.retires = RegionRetires.of(self, head.cache, listener);
    this.self = self;
    this.spans = spans;
    this.tally = head.tallies == null ? null : new RegionTally(this, head.cache.turn());
  }

  /** What the code counts in for the tallies of its blocks; null if they have none. */
  @Nullable RegionTally tally() {
    return tally;
  }

  /** Addresses of code that the region relies on. */
  Set<Long> looked() {
    return retires.looked();
  }

  /** What tells of the instructions that retire. */
  RegionRetires retires() {
    return retires;
  }

  /** The code begins, perhaps anew: it counts nothing yet. */
  void begin() {
    counters = 0;
    if (tally != null) {
      tally.begin();
    }
  }

  /** What the class is defined with, for the fields of {@link #define}. */
  Object[] values(CodeCache cache, Code[] links) {
    List<Object> values = new ArrayList<>(List.of(links, cache.window(), cache.turn()));
    values.addAll(spans.all());
    counts = new long[counters];
    if (counters > 0) {
      values.add(counts);
    }
    if (tally != null) {
      values.add(tally);
    }
    values.addAll(retires.values());
    return values.toArray();
  }

  /** The fields, and the code that fills them. */
  void define(ClassBuilder b) {
    Map<String, ClassDesc> fields = new LinkedHashMap<>();
    fields.put("links", CODES);
    fields.put("window", WINDOW);
    fields.put("turn", TURN);
    for (int i = 0; i < spans.all().size(); i++) {
      fields.put(span(i), SPAN);
    }
    if (counters > 0) {
      fields.put("counts", CD_long.arrayType());
    }
    if (tally != null) {
      fields.put("tally", TALLY);
    }
    fields.putAll(retires.fields());
    ConstantFields.define(b, self, fields);
  }

  private static String span(int i) {
    return "span" + i;
  }

  /** Gives the code {@code n} more counters; returns the number of the first. */
  int addCounters(int n) {
    counters += n;
    return counters - n;
  }

  /** One more for the counter whose number {@code which} pushes. */
  void count(CodeBuilder code, Runnable which) {
    count(code, which, code::lconst_1);
  }

  /** As many more for that counter as {@code times} pushes. */
  void count(CodeBuilder code, Runnable which, Runnable times) {
    code.getstatic(self, "counts", CD_long.arrayType());
    which.run();
    code.dup2().laload();
    times.run();
    code.ladd().lastore();
  }

  /** Pushes {@link #tally}. */
  void pushTally(CodeBuilder code) {
    code.getstatic(self, "tally", TALLY);
  }

  /** The counters, by number, of the class that was defined with {@link #values}. */
  long[] counts() {
    return counts;
  }

  /** Pushes span number {@code i}. */
  void pushSpan(CodeBuilder code, int i) {
    code.getstatic(self, span(i), SPAN);
  }

  /** Pushes the host address of guest address 0. */
  void pushBase(CodeBuilder code) {
    code.getstatic(self, "window", WINDOW);
    code.invokevirtual(WINDOW, "base", MethodTypeDesc.of(CD_long));
  }

  /** Pushes {@link MemoryWindow#withdrawals}. */
  void pushWithdrawals(CodeBuilder code) {
    code.getstatic(self, "window", WINDOW).getfield(WINDOW, "withdrawals", CD_int);
  }

  /** Pushes how many instructions are left of the turn. */
  void pushLeft(CodeBuilder code) {
    code.getstatic(self, "turn", TURN).getfield(TURN, "left", CD_int);
  }

  /** Tells the turn that as many instructions are left of it as local {@code left} holds. */
  void setLeft(CodeBuilder code, int left) {
    code.getstatic(self, "turn", TURN).iload(left).putfield(TURN, "left", CD_int);
  }

  /** Pushes the link whose number {@code which} pushes. */
  void pushLink(CodeBuilder code, Runnable which) {
    code.getstatic(self, "links", CODES);
    which.run();
    code.aaload();
  }
}
