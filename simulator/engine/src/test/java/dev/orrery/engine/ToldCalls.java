package dev.orrery.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes down what an engine tells of calls, with all that a probe may look at then. */
final class ToldCalls implements CallProbe {
  private record Told(String what, long site, long target, long retired, long pc, int registers) {}

  private final List<Told> told = new ArrayList<>();

  private void add(String what, Hart hart, long site, long target) {
    int registers = Arrays.hashCode(TestGuest.registers(hart));
    told.add(new Told(what, site, target, hart.retired, hart.pc, registers));
  }

  @Override
  public void call(Hart hart, long site, long target, long returnAddress) {
    add("call before " + Long.toHexString(returnAddress), hart, site, target);
  }

  @Override
  public void ret(Hart hart, long site, long target) {
    add("return", hart, site, target);
  }

  @Override
  public void jump(Hart hart, long site, long target) {
    if (wantsJump(site, target)) {
      add("jump", hart, site, target);
    }
  }

  /** Some jumps, so that others are counted without being told. */
  @Override
  public boolean wantsJump(long site, long target) {
    return (site + target & 8) != 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ToldCalls o && told.equals(o.told);
  }

  @Override
  public int hashCode() {
    return told.hashCode();
  }

  @Override
  public String toString() {
    return told.size() + " told: " + told.subList(0, Math.min(50, told.size()));
  }
}
