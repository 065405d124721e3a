package dev.orrery.machine.mem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.engine.Access;
import dev.orrery.engine.FaultReason;
import dev.orrery.engine.GuestFault;
import dev.orrery.engine.MemoryPort;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Random operations, compared with one map entry a byte and one a page. */
class GuestMemoryPropertyTest {
  private static final int PAGE = MemoryPort.PAGE_SIZE;
  private static final int PAGES = 12;

  /** The obvious address space. */
  private static final class Model {
    final Map<Long, Byte> bytes = new HashMap<>();
    final TreeMap<Long, Integer> protections = new TreeMap<>();

    void map(long page, int count, int protection) {
      for (long p = page; p < page + count; p++) {
        clear(p);
        protections.put(p, protection);
      }
    }

    void unmap(long page, int count) {
      for (long p = page; p < page + count; p++) {
        clear(p);
        protections.remove(p);
      }
    }

    void clear(long page) {
      bytes.keySet().removeIf(a -> a / PAGE == page);
    }

    void move(long from, long to, int count) {
      unmap(to, count);
      for (int i = 0; i < count; i++) {
        Integer p = protections.remove(from + i);
        if (p != null) {
          protections.put(to + i, p);
        }
        for (long a = (from + i) * PAGE; a < (from + i + 1) * PAGE; a++) {
          Byte b = bytes.remove(a);
          if (b != null) {
            bytes.put(a + (to - from) * PAGE, b);
          }
        }
      }
    }

    /** The fault's text, or null. */
    @Nullable String fault(long address, int count, Access access, int need) {
      for (long a = address; a < address + count; a++) {
        Integer p = protections.get(a / PAGE);
        if (p == null) {
          return new GuestFault(access, a, FaultReason.UNMAPPED).getMessage();
        }
        if ((p & need) == 0) {
          return new GuestFault(access, a, FaultReason.PROTECTED).getMessage();
        }
      }
      return null;
    }
  }

  @Property(tries = 300)
  void behavesLikeAMapOfBytes(@ForAll long seed, @ForAll boolean high) {
    Random random = new Random(seed);
    long base = high ? 0xffff_ffff_0000_0000L / PAGE : 16;
    GuestMemory memory = new GuestMemory(64, 1 << 20);
    MemoryPort port = new MemoryPort(memory);
    port.serial = true;
    RecordingEngine engine = new RecordingEngine();
    memory.attach(engine);
    Model model = new Model();
    for (int step = 0; step < 400; step++) {
      int page = random.nextInt(PAGES);
      int count = 1 + random.nextInt(3);
      long at = (base + page) * PAGE;
      switch (random.nextInt(60)) {
        case 0, 1 -> {
          int p = protection(random);
          memory.map(at, (long) count * PAGE, p, "x");
          model.map(page, count, p);
        }
        case 2 -> {
          memory.unmap(at, (long) count * PAGE);
          model.unmap(page, count);
        }
        case 3 -> {
          int p = protection(random);
          memory.protect(at, (long) count * PAGE, p);
          for (long q = page; q < page + count; q++) {
            model.protections.computeIfPresent(q, (k, v) -> p);
          }
        }
        case 4 -> {
          int to = (page + 3 + random.nextInt(PAGES)) % (2 * PAGES);
          if (Math.abs(to - page) >= count) {
            memory.move(at, (base + to) * PAGE, (long) count * PAGE);
            model.move(page, to, count);
          }
        }
        case 5 -> {
          memory.discard(at, (long) count * PAGE);
          for (long q = page; q < page + count; q++) {
            model.clear(q);
          }
        }
        case 6 -> memory.codeTranslated(at + random.nextInt(PAGE), at + PAGE + 40);
        case 7 -> {
          RegionsMatch.check(memory, base, model.protections);
        }
        default -> {
          int bytes = 1 << random.nextInt(4);
          // Few places, so that what was stored is met again.
          int offset =
              (random.nextBoolean() ? PAGE - 12 : 64 * random.nextInt(2)) + random.nextInt(12);
          access(memory, port, model, base, (long) page * PAGE + offset, bytes, random);
        }
      }
    }
    assertThat(memory.residentBytes()).isLessThanOrEqualTo(2L * PAGES * PAGE);
  }

  private static int protection(Random random) {
    return random.nextInt(3) == 0 ? random.nextInt(8) : Protection.ALL;
  }

  private static void access(
      GuestMemory memory,
      MemoryPort port,
      Model model,
      long base,
      long address,
      int bytes,
      Random random) {
    long real = base * PAGE + address;
    String want;
    String got = null;
    long value = random.nextLong();
    switch (random.nextInt(3)) {
      case 0 -> {
        want = model.fault(address, bytes, Access.LOAD, Protection.READ);
        long expected = 0;
        for (int i = bytes - 1; i >= 0; i--) {
          expected = expected << 8 | model.bytes.getOrDefault(address + i, (byte) 0) & 0xff;
        }
        try {
          assertThat(load(port, real, bytes)).isEqualTo(want == null ? expected : null);
        } catch (GuestFault f) {
          got = rebased(f, base);
        }
      }
      case 1 -> {
        want = model.fault(address, bytes, Access.FETCH, Protection.EXECUTE);
        try {
          long unused = memory.fetch(real, bytes);
        } catch (GuestFault f) {
          got = rebased(f, base);
        }
      }
      default -> {
        want = model.fault(address, bytes, Access.STORE, Protection.WRITE);
        try {
          store(port, real, bytes, value);
        } catch (GuestFault f) {
          got = rebased(f, base);
        }
        if (want == null) {
          for (int i = 0; i < bytes; i++) {
            model.bytes.put(address + i, (byte) (value >>> (8 * i)));
          }
        }
      }
    }
    assertThat(got).isEqualTo(want);
  }

  private static String rebased(GuestFault f, long base) {
    return new GuestFault(f.access(), f.address() - base * PAGE, f.reason()).getMessage();
  }

  private static long load(MemoryPort port, long address, int bytes) {
    return switch (bytes) {
      case 1 -> port.load8(address);
      case 2 -> port.load16(address);
      case 4 -> port.load32(address) & 0xffff_ffffL;
      default -> port.load64(address);
    };
  }

  private static void store(MemoryPort port, long address, int bytes, long value) {
    switch (bytes) {
      case 1 -> port.store8(address, (int) value);
      case 2 -> port.store16(address, (int) value);
      case 4 -> port.store32(address, (int) value);
      default -> port.store64(address, value);
    }
  }
}
