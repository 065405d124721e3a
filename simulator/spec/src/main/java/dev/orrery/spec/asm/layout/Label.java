package dev.orrery.spec.asm.layout;

import dev.orrery.spec.asm.expr.Place;

/** A place in a section. */
public final class Label implements Place {
  private final String name;
  private final SectionBuilder section;
  private final Fragment fragment;
  private final long offset;
  private final int run;
  private final long inRun;

  Label(String name, SectionBuilder section, Fragment fragment, long offset, int run, long inRun) {
    this.name = name;
    this.section = section;
    this.fragment = fragment;
    this.offset = offset;
    this.run = run;
    this.inRun = inRun;
  }

  @Override
  public String name() {
    return name;
  }

  /** Its section. */
  public SectionBuilder section() {
    return section;
  }

  @Override
  public long value() {
    return section.address() + fragment.offset + offset;
  }

  /** Whether nothing between the two can still grow, so that their distance is known. */
  boolean isFixedTo(Label other) {
    return section == other.section && run == other.run;
  }

  /** Bytes from {@code other} to here, if {@link #isFixedTo}. */
  long distanceFrom(Label other) {
    return inRun - other.inRun;
  }
}
