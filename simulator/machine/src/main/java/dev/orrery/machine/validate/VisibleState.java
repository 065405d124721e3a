package dev.orrery.machine.validate;

import dev.orrery.engine.Hart;
import dev.orrery.engine.oracle.Footprint.Place;
import dev.orrery.machine.ThreadView;
import dev.orrery.machine.mem.GuestMemory;
import dev.orrery.machine.mem.Region;
import dev.orrery.spec.model.Isa;
import dev.orrery.spec.model.Register;
import dev.orrery.spec.model.RegisterFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Whether two replicas are in the same state, as far as a program can ever find out: threads and
 * whose turn it is; of each thread the program counter, all registers with the floating-point
 * flags, the reservation and the number of retired instructions; what is mapped, and every byte of
 * memory; what was printed; how the program ended.
 *
 * <p>What is not looked at is the inside of the operating system's part, such as the positions of
 * open files: it is the same code on all sides, and shows in what the program sees next.
 */
final class VisibleState {
  private static final int PAGE = dev.orrery.engine.MemoryPort.PAGE_SIZE;

  private final List<Place> places = new ArrayList<>();
  private final byte[] first = new byte[PAGE];
  private final byte[] second = new byte[PAGE];

  /** State of harts of {@code isa}. */
  VisibleState(Isa isa) {
    for (RegisterFile file : isa.files()) {
      for (int i = 0; i < file.count(); i++) {
        places.add(new Place.InFile(file, i));
      }
    }
    for (Register r : isa.registers()) {
      places.add(new Place.Single(r));
    }
  }

  /** All registers but the program counter. */
  List<Place> places() {
    return places;
  }

  /** Whether there is no difference. */
  boolean same(Replica a, Replica b) {
    return sameRegisters(a, b)
        && a.out().same(b.out())
        && a.err().same(b.err())
        && sameRegions(a.machine().memory(), b.machine().memory())
        && differentPages(a.machine().memory(), b.machine().memory(), 1).isEmpty();
  }

  /** Whether threads, their registers and how the program ended are the same. */
  boolean sameRegisters(Replica a, Replica b) {
    return a.failure() == null
        && b.failure() == null
        && a.retired() == b.retired()
        && Objects.equals(a.ending(), b.ending())
        && sameThreads(a, b);
  }

  private boolean sameThreads(Replica a, Replica b) {
    List<ThreadView> as = a.threads();
    List<ThreadView> bs = b.threads();
    if (as.size() != bs.size() || current(a) != current(b)) {
      return false;
    }
    for (int i = 0; i < as.size(); i++) {
      if (as.get(i).id() != bs.get(i).id() || !sameHart(as.get(i).hart(), bs.get(i).hart())) {
        return false;
      }
    }
    return true;
  }

  /** The thread whose turn it is. */
  static int current(Replica r) {
    for (ThreadView t : r.threads()) {
      if (t.hart() == r.machine().hart()) {
        return t.id();
      }
    }
    return -1;
  }

  boolean sameHart(Hart a, Hart b) {
    if (a.pc != b.pc || a.retired != b.retired || a.reservation != b.reservation) {
      return false;
    }
    for (Place place : places) {
      if (place.value(a) != place.value(b)) {
        return false;
      }
    }
    return true;
  }

  static boolean sameRegions(GuestMemory a, GuestMemory b) {
    List<Region> as = a.regions();
    List<Region> bs = b.regions();
    if (as.size() != bs.size()) {
      return false;
    }
    for (int i = 0; i < as.size(); i++) {
      Region x = as.get(i);
      Region y = bs.get(i);
      if (x.start() != y.start() || x.end() != y.end() || x.protection() != y.protection()) {
        return false;
      }
    }
    return true;
  }

  /** Addresses of the first pages that differ, at most {@code most}; memory untouched is zeros. */
  List<Long> differentPages(GuestMemory a, GuestMemory b, int most) {
    long[] as = a.residentPages();
    long[] bs = b.residentPages();
    List<Long> found = new ArrayList<>();
    for (int i = 0, j = 0; (i < as.length || j < bs.length) && found.size() < most; ) {
      int order = i == as.length ? 1 : j == bs.length ? -1 : Long.compareUnsigned(as[i], bs[j]);
      long page = order <= 0 ? as[i] : bs[j];
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
      a.peekPage(page, first);
      b.peekPage(page, second);
      if (!Arrays.equals(first, second)) {
        found.add(page);
      }
    }
    return found;
  }
}
