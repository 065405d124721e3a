package dev.orrery.spec.asm.unit;

import dev.orrery.spec.asm.layout.SectionBuilder;
import dev.orrery.spec.asm.layout.SectionBuilder.Attributes;
import dev.orrery.spec.lang.source.Failure;
import dev.orrery.spec.lang.source.Span;
import dev.orrery.spec.model.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sections of a program, and the one that statements add to. */
public final class Sections {
  private static final int MAX_SECTIONS = 10_000;
  private static final int MAX_STACK = 1000;

  private static final Attributes CODE = new Attributes(true, false, true, false);
  private static final Attributes DATA = new Attributes(true, true, false, false);
  private static final Attributes ROOM = new Attributes(true, true, false, true);
  private static final Attributes CONSTANTS = new Attributes(true, false, false, false);
  private static final Attributes NOTES = new Attributes(false, false, false, false);

  /** What sections are whose flags nobody gives, by the front of their names. */
  private static final Map<String, Attributes> BY_NAME = new LinkedHashMap<>();

  static {
    for (String code : List.of(".text", ".init", ".fini", ".plt")) {
      BY_NAME.put(code, CODE);
    }
    for (String data : List.of(".data", ".sdata", ".init_array", ".fini_array", ".preinit_array")) {
      BY_NAME.put(data, DATA);
    }
    for (String room : List.of(".bss", ".sbss")) {
      BY_NAME.put(room, ROOM);
    }
    for (String constants : List.of(".rodata", ".srodata", ".eh_frame")) {
      BY_NAME.put(constants, CONSTANTS);
    }
  }

  private final SectionBuilder.Total total = new SectionBuilder.Total();
  private final ByteOrder order;
  private final Map<String, SectionBuilder> byName = new LinkedHashMap<>();
  private final Deque<SectionBuilder> stack = new ArrayDeque<>();
  private SectionBuilder current;
  private SectionBuilder previous;

  /** Starts; numbers in sections have byte order {@code order}. */
  Sections(ByteOrder order) {
    this.order = order;
    current = get(".text", null, null);
    previous = current;
    get(".data", null, null);
    get(".bss", null, null);
  }

  /** The section that statements add to. */
  SectionBuilder current() {
    return current;
  }

  /**
   * The section called {@code name}, new if there is none.
   *
   * @param attributes what it is; null for what its name says
   */
  SectionBuilder get(String name, @Nullable Attributes attributes, @Nullable Span span) {
    SectionBuilder section = byName.get(name);
    if (section == null) {
      if (byName.size() >= MAX_SECTIONS && span != null) {
        throw new Failure(
            "", span, "there are more than " + MAX_SECTIONS + " sections", "Use fewer.");
      }
      section =
          new SectionBuilder(name, attributes == null ? byName(name) : attributes, order, total);
      byName.put(name, section);
    } else if (attributes != null && !attributes.equals(section.attributes()) && span != null) {
      throw new Failure(
          "",
          span,
          "section " + name + " has other flags already",
          "Give the same flags, or none.");
    }
    return section;
  }

  private static Attributes byName(String name) {
    for (Map.Entry<String, Attributes> e : BY_NAME.entrySet()) {
      if (name.equals(e.getKey()) || name.startsWith(e.getKey() + ".")) {
        return e.getValue();
      }
    }
    return NOTES;
  }

  void enter(SectionBuilder section) {
    previous = current;
    current = section;
  }

  void push(Span span) {
    if (stack.size() >= MAX_STACK) {
      throw new Failure(
          "", span, "sections are pushed " + MAX_STACK + " deep", "Write .popsection.");
    }
    stack.push(current);
  }

  void pop(Span span) {
    if (stack.isEmpty()) {
      throw new Failure("", span, "no section was pushed", "Write .pushsection first.");
    }
    enter(stack.pop());
  }

  void back() {
    enter(previous);
  }

  /**
   * All sections in the order of their addresses: code, constants, data, room, and what is not
   * loaded; of one kind in the text's order.
   */
  public List<SectionBuilder> inOrder() {
    List<SectionBuilder> all = new ArrayList<>(byName.values());
    all.sort(Comparator.comparingInt(s -> rank(s.attributes())));
    return all;
  }

  private static int rank(Attributes a) {
    if (!a.loaded()) {
      return 4;
    }
    if (a.room()) {
      return 3;
    }
    return a.executable() ? 0 : a.writable() ? 2 : 1;
  }
}
