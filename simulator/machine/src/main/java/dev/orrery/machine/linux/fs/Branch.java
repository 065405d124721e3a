package dev.orrery.machine.linux.fs;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the guest's tree that exists without the host: the root, {@code /dev}, {@code
 * /proc}, the directories above a grant. Where the host's directory of that name is granted too,
 * its files are seen here as well; names of the branch come first, and only the host's are listed.
 */
class Branch {
  private final String path;
  private final long inode;
  private final SortedMap<String, Branch> branches = new TreeMap<>();
  private final SortedMap<String, Special> specials = new TreeMap<>();

  /** What is granted under this very name. */
  private @Nullable Place mount;

  Branch(String path, long inode) {
    this.path = path;
    this.inode = inode;
  }

  /** The absolute name of {@code name} in the directory {@code folder}. */
  static String join(String folder, String name) {
    return folder.equals("/") ? "/" + name : folder + "/" + name;
  }

  String path() {
    return path;
  }

  long inode() {
    return inode;
  }

  @Nullable Place mount() {
    return mount;
  }

  void mount(Place place) {
    mount = place;
  }

  /** Whether anything is granted here or below. */
  boolean isEmpty() {
    return mount == null && branches.isEmpty() && specials.isEmpty();
  }

  @Nullable Branch branch(String name) {
    return branches.get(name);
  }

  @Nullable Special special(String name) {
    return specials.get(name);
  }

  void add(String name, Branch branch) {
    branches.put(name, branch);
  }

  void add(String name, Special special) {
    specials.put(name, special);
  }

  void remove(String name) {
    branches.remove(name);
    specials.remove(name);
  }

  /** The names in it, in any order. */
  List<String> names() {
    List<String> names = new ArrayList<>(branches.keySet());
    names.addAll(specials.keySet());
    return names;
  }
}
