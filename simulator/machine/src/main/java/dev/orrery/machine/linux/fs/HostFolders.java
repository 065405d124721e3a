package dev.orrery.machine.linux.fs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The directories of the host in which names were opened or changed lately, kept open: to reach one
 * takes a dozen calls of the host, and a program works in few of them at a time.
 *
 * <p>One that is kept serves only where a walk from the grant's base has just found the very same
 * directory, told by its identity, which no other file has as long as it is open.
 */
final class HostFolders implements AutoCloseable {
  private static final int MOST = 4;

  /** By the host's name; the one that was used last is at the end. */
  private final SequencedMap<Path, HostFolder> kept = new LinkedHashMap<>();

  /**
   * The directory that holds {@code place}; the caller closes it.
   *
   * @param parent what a walk found where {@code place} is
   */
  HostFolder above(Place place, Node parent) throws IOException {
    Path folder = HostFolder.folderOf(place);
    if (!(parent instanceof Node.OnHost found) || !found.place().host().equals(folder)) {
      return HostFolder.above(place);
    }
    HostFolder known = kept.remove(folder);
    if (known != null) {
      if (known.is(found.attributes().id())) {
        kept.putLast(folder, known);
        return known;
      }
      known.giveUp();
    }
    HostFolder opened = HostFolder.above(place);
    if (opened.is(found.attributes().id())) {
      opened.keep();
      kept.putLast(folder, opened);
      if (kept.size() > MOST) {
        kept.pollFirstEntry().getValue().giveUp();
      }
    }
    return opened;
  }

  @Override
  public void close() throws IOException {
    List<HostFolder> all = new ArrayList<>(kept.values());
    kept.clear();
    for (HostFolder folder : all) {
      folder.giveUp();
    }
  }
}
