package dev.orrery.profiler;

import dev.orrery.engine.AddressSpace;
import dev.orrery.engine.GuestFault;
import dev.orrery.engine.Hart;
import dev.orrery.profiler.recording.NamedCount;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Decoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.collections.impl.map.mutable.primitive.LongObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * System calls: how often each was made, and the instructions that made them, which retire in the
 * machine and so are in no engine's counts.
 */
final class CompletedInstructions {
  private final LongObjectHashMap<Site> sites = new LongObjectHashMap<>();
  private final Map<String, long[]> names = new TreeMap<>();
  private long total;

  /** A call named {@code name} was made. */
  void count(String name) {
    names.computeIfAbsent(name, n -> new long[1])[0]++;
  }

  /** The instruction at {@code pc} retired in the machine. */
  void retired(Hart hart, long pc) {
    Site site = sites.get(pc);
    if (site == null) {
      site = new Site(decode(hart, pc));
      sites.put(pc, site);
    }
    site.count++;
    total++;
  }

  /** Instructions that retired in the machine. */
  long total() {
    return total;
  }

  /** The instructions that could be decoded when they first retired, in no particular order. */
  List<CountedCode.Counted> counted() {
    List<CountedCode.Counted> all = new ArrayList<>();
    sites.forEachValue(
        s -> {
          if (s.insn != null) {
            all.add(new CountedCode.Counted(s.insn, s.count));
          }
        });
    return all;
  }

  /** Calls by name, most first. */
  List<NamedCount> calls() {
    List<NamedCount> all = new ArrayList<>();
    names.forEach((name, n) -> all.add(new NamedCount(name, n[0])));
    all.sort(
        Comparator.comparingLong(NamedCount::count).reversed().thenComparing(NamedCount::name));
    return all;
  }

  private static @Nullable DecodedInsn decode(Hart hart, long pc) {
    Decoder decoder = hart.isa.decoder();
    AddressSpace space = hart.memory.space();
    try {
      int length = decoder.length(space.fetch(pc, decoder.minimumLength()));
      return decoder.decode(space.fetch(pc, length), pc);
    } catch (GuestFault e) {
      return null; // The call unmapped its own instruction; the profile will say what is missing.
    }
  }

  private static final class Site {
    private final @Nullable DecodedInsn insn;
    private long count;

    Site(@Nullable DecodedInsn insn) {
      this.insn = insn;
    }
  }
}
