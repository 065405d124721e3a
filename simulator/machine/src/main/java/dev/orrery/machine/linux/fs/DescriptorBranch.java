package dev.orrery.machine.linux.fs;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /proc/self/fd}: a link for each open descriptor. */
final class DescriptorBranch extends Branch {
  private final FileTable table;
  private final long firstInode;

  DescriptorBranch(String path, Inodes inodes, FileTable table) {
    super(path, inodes.fresh());
    this.table = table;
    this.firstInode = inodes.fresh(FileTable.LIMIT);
  }

  @Override
  @Nullable Special special(String name) {
    if (!name.matches("0|[1-9][0-9]{0,3}")) {
      return null;
    }
    int number = Integer.parseInt(name);
    return number < FileTable.LIMIT && table.isOpen(number)
        ? new Special.Descriptor(firstInode + number, number)
        : null;
  }

  @Override
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < FileTable.LIMIT; i++) {
      if (table.isOpen(i)) {
        names.add(Integer.toString(i));
      }
    }
    return names;
  }
}
