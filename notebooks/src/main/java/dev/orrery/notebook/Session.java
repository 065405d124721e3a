package dev.orrery.notebook;

import dev.orrery.profiler.sweep.ProgramFinder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the cells of one notebook share with who executes them. */
public final class Session {
  /**
   * Cells are compiled against static methods, which have no other way to their session. JShell
   * runs each on a thread of its own, which the thread that executes the notebook starts.
   */
  private static final ThreadLocal<@Nullable Session> CURRENT = new InheritableThreadLocal<>();

  private final ProgramFinder programs;
  private final List<Shown> shown = new ArrayList<>();

  /**
   * A session that has shown nothing.
   *
   * @param programs where programs come from
   */
  public Session(ProgramFinder programs) {
    this.programs = programs;
  }

  /**
   * Makes it the one that cells on this thread, and on those that it starts, talk to, until it
   * {@link #leave leaves}.
   */
  public void enter() {
    CURRENT.set(this);
  }

  /** The end of {@link #enter}. */
  public void leave() {
    CURRENT.remove();
  }

  /** What cells have shown since they were asked last. */
  public List<Shown> take() {
    List<Shown> all = List.copyOf(shown);
    shown.clear();
    return all;
  }

  void show(Shown value) {
    shown.add(value);
  }

  ProgramFinder programs() {
    return programs;
  }

  /**
   * The session of the cell that runs on this thread.
   *
   * @throws IllegalStateException if none does
   */
  static Session current() {
    Session session = CURRENT.get();
    if (session == null) {
      throw new IllegalStateException("there is no notebook: run this in a cell");
    }
    return session;
  }
}
