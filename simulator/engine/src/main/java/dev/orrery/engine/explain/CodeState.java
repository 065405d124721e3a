package dev.orrery.engine.explain;

import java.util.List;

/** What an engine has of some code now; to be asked while it does not run. */
public interface CodeState {

  /** Blocks with code from {@code start} to {@code end} (not included, unsigned), by address. */
  List<BlockState> blocks(long start, long end);

  /** How often code must have been running when somebody looked, before it becomes a region. */
  int samplesNeeded();

  /** Instructions between two such looks; {@link Long#MAX_VALUE} if there are none. */
  long samplingInterval();
}
