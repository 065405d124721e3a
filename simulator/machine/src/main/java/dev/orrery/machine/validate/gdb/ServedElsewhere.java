package dev.orrery.machine.validate.gdb;

import dev.orrery.engine.oracle.Footprint.Place;
import dev.orrery.machine.mem.Protection;
import dev.orrery.machine.mem.Region;
import dev.orrery.machine.validate.Follower;
import dev.orrery.machine.validate.ReferenceException;
import dev.orrery.spec.model.AbiSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Has system calls of a program in another emulator served by our environment. Otherwise two
 * kernels would give it different numbers, times and addresses, and what follows could not be
 * compared. The other emulator does not execute the call: what it changed here is changed there, in
 * registers and in memory. Only mappings have to be asked for there, by calls at the same place, to
 * the addresses that they have here.
 */
final class ServedElsewhere {
  private static final int PAGE = Follower.PAGE;
  private static final byte[] ZEROS = new byte[PAGE];

  /** MAP_PRIVATE, MAP_FIXED and MAP_ANONYMOUS of mmap(2). */
  private static final long FIXED = 0x2 | 0x10 | 0x20;

  /** Equal bytes between two that changed, in one page, that cost less than another packet. */
  private static final int NEAR = 64;

  /** More pages are not kept and compared at every call. */
  private static final int MOST_PAGES = 1 << 14;

  private static final String TOO_LARGE =
      "the program uses more than 64 MiB, which are too much to keep the same in %s";

  private static final Set<String> THREADS = Set.of("clone", "clone3", "fork", "vfork");

  private final GdbClient client;
  private final Follower ours;
  private final Map<Place, String> names;
  private boolean begun;

  /**
   * Calls of the program that {@code ours} is.
   *
   * @param names what registers are called in the other emulator
   */
  ServedElsewhere(GdbClient client, Follower ours, Map<Place, String> names) {
    this.client = client;
    this.ours = ours;
    this.names = names;
  }

  /**
   * Serves the call, or reads the counter, before which both sides are.
   *
   * @return null if both are behind it now, or ours has ended; else why nothing behind it can be
   *     compared, with a place for the other's name
   */
  @Nullable String serve(Follower.Before before) throws ReferenceException {
    String call = before.call();
    if (call == null) {
      ours.advance(before.instructions() + 1);
      take(true);
      return null;
    }
    if (THREADS.contains(call)) {
      return "the program starts a thread or a process by "
          + call
          + ", whose turns %s chooses by itself. To compare all of it, name two engines: --a jit"
          + " --b interpreter";
    }
    if (call.equals("write") && !writesTheSame()) {
      return "what the program is about to write differs in %s";
    }
    Map<Long, byte[]> pages = pages();
    if (pages == null) {
      return TOO_LARGE;
    }
    List<Region> regions = known(pages);
    ours.advance(before.instructions() + 1);
    if (ours.over()) {
      return null;
    }
    List<Region> now = ours.memory().regions();
    String refused = map(before.pc(), regions, now);
    copy(pages);
    protect(before.pc(), regions, now);
    take(ours.pc() != before.pc() + ours.lengthAt(before.pc()));
    return refused;
  }

  /**
   * Does for the other side what our environment does when an instruction raises something, such as
   * to call a handler. Both sides have executed the first instruction of what comes of it, then.
   *
   * @return as {@link #serve}
   */
  @Nullable String raise(Follower.Before before) throws ReferenceException {
    Map<Long, byte[]> pages = pages();
    if (pages == null) {
      return TOO_LARGE;
    }
    boolean unused = ours.raised();
    ours.advance(before.instructions() + 1);
    if (!ours.over()) {
      copy(pages);
      take(true);
    }
    return null;
  }

  private void copy(Map<Long, byte[]> old) throws ReferenceException {
    for (long address : ours.memory().residentPages()) {
      copy(address, old.getOrDefault(address, ZEROS));
    }
  }

  /**
   * What is mapped on both sides. The first call is the first opportunity to map there what our
   * loader mapped and the other one did not, such as the code that handlers return to.
   *
   * @param pages the first time, those that the other side does not have are taken out
   */
  private List<Region> known(Map<Long, byte[]> pages) throws ReferenceException {
    List<Region> known = new ArrayList<>();
    for (Region r : ours.memory().regions()) {
      if (begun || client.memory(r.start(), 1) != null) {
        known.add(r);
      } else {
        pages.keySet().removeIf(r::contains);
      }
    }
    begun = true;
    return known;
  }

  /** Whether the bytes that a call of write(2) reads are the same on both sides. */
  private boolean writesTheSame() throws ReferenceException {
    long[] arguments = ours.callArguments();
    int length = (int) Math.min(arguments[2] & Long.MAX_VALUE, PAGE);
    byte[] here = ours.bytes(arguments[1], length);
    return here == null || Arrays.equals(here, client.memory(arguments[1], length));
  }

  /** Pages with memory behind them, by address; null if there are too many. */
  private @Nullable Map<Long, byte[]> pages() {
    long[] addresses = ours.memory().residentPages();
    if (addresses.length > MOST_PAGES) {
      return null;
    }
    Map<Long, byte[]> pages = new HashMap<>();
    for (long address : addresses) {
      byte[] page = new byte[PAGE];
      ours.memory().peekPage(address, page);
      pages.put(address, page);
    }
    return pages;
  }

  /** Writes what has changed in a page. */
  private void copy(long address, byte[] old) throws ReferenceException {
    byte[] now = new byte[PAGE];
    ours.memory().peekPage(address, now);
    int from = Arrays.mismatch(old, now);
    while (from >= 0) {
      int to = from + 1;
      int at = to;
      for (; at < PAGE && at - to < NEAR; at++) {
        if (old[at] != now[at]) {
          to = at + 1;
        }
      }
      client.setMemory(address + from, Arrays.copyOfRange(now, from, to));
      int next = Arrays.mismatch(old, at, PAGE, now, at, PAGE);
      from = next < 0 ? -1 : at + next;
    }
  }

  /** Maps there what has been mapped here, for now writable, and unmaps what is gone here. */
  private @Nullable String map(long pc, List<Region> before, List<Region> after)
      throws ReferenceException {
    for (Part p : parts(before, after)) {
      if (p.now() < 0 && call(pc, "munmap", p.start(), p.length()) != 0) {
        return "memory at 0x%x is free here, and cannot be in %%s".formatted(p.start());
      }
      int writable = p.now() | Protection.READ_WRITE;
      if (p.old() < 0
          && call(pc, "mmap", p.start(), p.length(), writable, FIXED, -1, 0) != p.start()) {
        return "memory at 0x%x is mapped here, and cannot be in %%s".formatted(p.start());
      }
    }
    return null;
  }

  /** Protects memory there as it is here. */
  private void protect(long pc, List<Region> before, List<Region> after) throws ReferenceException {
    for (Part p : parts(before, after)) {
      if (p.now() >= 0) {
        long unused = call(pc, "mprotect", p.start(), p.length(), p.now());
      }
    }
  }

  /**
   * Memory that is not mapped as it was.
   *
   * @param old its protection before; -1 if there was none
   * @param now the same as it is now
   */
  private record Part(long start, long length, int old, int now) {}

  private static List<Part> parts(List<Region> before, List<Region> after) {
    NavigableSet<Long> bounds = new TreeSet<>(Long::compareUnsigned);
    for (List<Region> some : List.of(before, after)) {
      some.forEach(r -> bounds.addAll(List.of(r.start(), r.end())));
    }
    List<Long> starts = new ArrayList<>(bounds);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i + 1 < starts.size(); i++) {
      long start = starts.get(i);
      int old = protection(before, start);
      int now = protection(after, start);
      if (old != now) {
        parts.add(new Part(start, starts.get(i + 1) - start, old, now));
      }
    }
    return parts;
  }

  /** The protection of what is mapped at an address; -1 if nothing is. */
  private static int protection(List<Region> regions, long address) {
    for (Region r : regions) {
      if (r.contains(address)) {
        return r.protection();
      }
    }
    return -1;
  }

  /** Has the other side's kernel serve a call by the instruction at {@code pc}. */
  private long call(long pc, String name, long... arguments) throws ReferenceException {
    AbiSpec abi = ours.abi();
    int number =
        abi.calls().entrySet().stream()
            .filter(e -> e.getValue().equals(name) || e.getValue().equals(name + "2"))
            .mapToInt(Map.Entry::getKey)
            .findFirst()
            .orElseThrow(() -> new ReferenceException("the tables do not name the call " + name));
    set(abi.number(), number);
    for (int i = 0; i < arguments.length; i++) {
      set(abi.arguments().get(i), arguments[i]);
    }
    client.setRegister("pc", pc);
    GdbClient.Stopped unused = client.step();
    return client.register(name(abi.result()));
  }

  private void set(int slot, long value) throws ReferenceException {
    client.setRegister(name(slot), value);
  }

  /** What the other emulator calls the register in a slot. */
  private String name(int slot) throws ReferenceException {
    for (Map.Entry<Place, String> e : names.entrySet()) {
      if (e.getKey() instanceof Place.InFile f && f.file().readSlot(f.number()) == slot) {
        return e.getValue();
      }
    }
    throw new ReferenceException("it does not name a register of system calls");
  }

  /**
   * Has the other side take our registers.
   *
   * @param all those, too, that a call leaves alone unless it is to a handler or back from one
   */
  private void take(boolean all) throws ReferenceException {
    Map<String, Long> general = client.general();
    Map<Place, Long> values = ours.values();
    for (Map.Entry<Place, String> e : names.entrySet()) {
      Long theirs = general.get(e.getValue());
      long value = values.getOrDefault(e.getKey(), 0L);
      if (theirs == null ? all && client.register(e.getValue()) != value : theirs != value) {
        client.setRegister(e.getValue(), value);
      }
    }
    client.setRegister("pc", ours.pc());
  }
}
