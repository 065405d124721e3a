package dev.orrery.machine.bare;

import dev.orrery.engine.Hart;
import dev.orrery.engine.Stop;
import dev.orrery.machine.Ending;
import dev.orrery.machine.Environment;
import org.jspecify.annotations.Nullable;

/**
 * A board whose run is interrupted behind the next store to a marker word, so that the program can
 * be watched differently from there on.
 */
public final class StopAtMarker implements Environment {
  private final BareBoard board;
  private final String name;
  private final long before;
  private boolean reached;

  /** Interrupts {@code board} behind the next store to the word called {@code name}. */
  public StopAtMarker(BareBoard board, String name) {
    this.board = board;
    this.name = name;
    this.before = stores();
  }

  private long stores() {
    return board.markers().stream().filter(m -> m.name().equals(name)).count();
  }

  /** Whether that store has happened. */
  public boolean reached() {
    return reached;
  }

  @Override
  public @Nullable Ending serve(Hart hart, Stop stop) {
    Ending ending = board.serve(hart, stop);
    if (ending != null || reached || stores() == before) {
      return ending;
    }
    reached = true;
    return new Ending.Interrupted();
  }
}
