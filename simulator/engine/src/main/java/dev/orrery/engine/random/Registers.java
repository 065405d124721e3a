package dev.orrery.engine.random;

import dev.orrery.engine.Hart;
import dev.orrery.engine.random.Draft.Place;
import dev.orrery.spec.ir.Bits;
import dev.orrery.spec.model.RegisterFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * The registers of a program: which give it its structure, so that the rest of the code leaves them
 * alone, and what those hold at first.
 */
final class Registers {
  /** Registers that nobody has reserved yet; the last one will be reserved first. */
  private final List<Integer> free;

  private final Set<Integer> reserved = new HashSet<>();
  private final List<Integer> pointers = new ArrayList<>();
  private final List<Integer> indices = new ArrayList<>();
  private final Map<Integer, Long> numbers = new HashMap<>();
  private final Map<Integer, Place> places = new HashMap<>();
  private final boolean wild;

  /**
   * Registers of which none is reserved.
   *
   * @param free all of them; the last one will be reserved first
   * @param wild whether the rest of the code may overwrite those that are reserved, too
   */
  Registers(List<Integer> free, boolean wild) {
    this.free = new ArrayList<>(free);
    this.wild = wild;
  }

  /** How many are not reserved. */
  int left() {
    return free.size();
  }

  /** Those that the rest of the code leaves alone. */
  Set<Integer> reserved() {
    return reserved;
  }

  /** Reserved registers that hold addresses of data: one more often than another, if so added. */
  List<Integer> pointers() {
    return pointers;
  }

  /** Reserved registers that hold small numbers. */
  List<Integer> indices() {
    return indices;
  }

  /** Reserves {@code register} next, if it is free. */
  void prefer(int register) {
    if (free.remove((Integer) register)) {
      free.addLast(register);
    }
  }

  /** Reserves a register that holds {@code value} at first. */
  int reserve(long value) {
    int register = reserve();
    hold(register, value);
    return register;
  }

  /** Reserves a register. */
  int reserve() {
    int register = free.removeLast();
    keep(register);
    return register;
  }

  /** Reserves {@code register}; false if it is not free. */
  boolean take(int register) {
    boolean taken = free.remove((Integer) register);
    if (taken) {
      keep(register);
    }
    return taken;
  }

  private void keep(int register) {
    if (!wild) {
      reserved.add(register);
    }
  }

  /** Gives a register back. */
  void release(int register) {
    reserved.remove(register);
    free.addFirst(register);
  }

  /** Lets {@code register} hold {@code value} at first. */
  void hold(int register, long value) {
    numbers.put(register, value);
  }

  /** Lets {@code register} hold the address of {@code place} at first. */
  void hold(int register, Place place) {
    places.put(register, place);
  }

  /** Lets the registers of {@code hart} hold what they hold at first. */
  void fill(Hart hart, RegisterFile file, ToLongFunction<Place> address) {
    numbers.forEach((n, value) -> hart.regs[file.readSlot(n)] = Bits.zext(value, file.width()));
    places.forEach((n, place) -> hart.regs[file.readSlot(n)] = address.applyAsLong(place));
  }
}
