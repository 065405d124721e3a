package dev.orrery.machine.linux.fs;

import static dev.orrery.machine.linux.fs.OpenFlags.O_ACCMODE;
import static dev.orrery.machine.linux.fs.OpenFlags.O_APPEND;
import static dev.orrery.machine.linux.fs.OpenFlags.O_CLOEXEC;
import static dev.orrery.machine.linux.fs.OpenFlags.O_CREAT;
import static dev.orrery.machine.linux.fs.OpenFlags.O_DIRECTORY;
import static dev.orrery.machine.linux.fs.OpenFlags.O_EXCL;
import static dev.orrery.machine.linux.fs.OpenFlags.O_LARGEFILE;
import static dev.orrery.machine.linux.fs.OpenFlags.O_NOFOLLOW;
import static dev.orrery.machine.linux.fs.OpenFlags.O_NONBLOCK;
import static dev.orrery.machine.linux.fs.OpenFlags.O_PATH;
import static dev.orrery.machine.linux.fs.OpenFlags.O_RDONLY;
import static dev.orrery.machine.linux.fs.OpenFlags.O_TMPFILE_BIT;
import static dev.orrery.machine.linux.fs.OpenFlags.O_TRUNC;
import static dev.orrery.machine.linux.fs.OpenFlags.O_WRONLY;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.orrery.machine.linux.Errno;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens names. Source: open(2). */
final class Opener {
  /** What {@code F_GETFL} shows of the flags of an open. */
  private static final int KEPT = O_ACCMODE | O_APPEND | O_NONBLOCK | O_DIRECTORY | O_NOFOLLOW;

  private final FileTable table;
  private final Namespace names;
  private final Walk walk;
  private final HostFolders folders = new HostFolders();
  private final Inodes inodes;
  private final NodeStats stats;
  private final SplittableRandom random;

  /** The permissions that a new file does not get. */
  private int umask = 022;

  Opener(FileTable table, Namespace names, Inodes inodes, long seed) {
    this.table = table;
    this.names = names;
    this.walk = new Walk(names);
    this.inodes = inodes;
    this.stats = new NodeStats(inodes);
    this.random = new SplittableRandom(seed);
    Branch devices = names.branch("/dev");
    devices.add("null", new Special.Null(inodes.fresh()));
    devices.add("zero", new Special.Zero(inodes.fresh()));
    devices.add("full", new Special.Full(inodes.fresh()));
    devices.add("random", new Special.Noise(inodes.fresh(), 8));
    devices.add("urandom", new Special.Noise(inodes.fresh(), 9));
    devices.add("tty", new Special.Terminal(inodes.fresh()));
    devices.add("fd", new Special.Link(inodes.fresh(), "/proc/self/fd"));
    devices.add("stdin", new Special.Link(inodes.fresh(), "/proc/self/fd/0"));
    devices.add("stdout", new Special.Link(inodes.fresh(), "/proc/self/fd/1"));
    devices.add("stderr", new Special.Link(inodes.fresh(), "/proc/self/fd/2"));
    Branch self = names.branch("/proc/self");
    self.add("fd", new DescriptorBranch("/proc/self/fd", inodes, table));
  }

  Walk walk() {
    return walk;
  }

  HostFolders folders() {
    return folders;
  }

  NodeStats stats() {
    return stats;
  }

  void program(String name, Supplier<byte[]> image) {
    names.branch("/proc/self").add("exe", new Special.Program(inodes.fresh(), name, image));
  }

  void provide(String path, Supplier<byte[]> contents) {
    int slash = path.lastIndexOf('/');
    Branch folder = names.branch(path.substring(0, slash));
    folder.add(path.substring(slash + 1), new Special.Text(inodes.fresh(), contents));
  }

  /** Takes away what {@link #provide} added, and the folder that is then empty. */
  void withdraw(String path) {
    int slash = path.lastIndexOf('/');
    String folder = path.substring(0, slash);
    Branch branch = names.branch(folder);
    branch.remove(path.substring(slash + 1));
    if (branch.isEmpty()) {
      int above = folder.lastIndexOf('/');
      names.branch(folder.substring(0, above)).remove(folder.substring(above + 1));
    }
  }

  /** Sets the mask and returns the one before. */
  int umask(int mask) {
    int before = umask;
    umask = mask & 0777;
    return before;
  }

  /** The permissions of a new file. */
  int newMode(int mode) {
    return mode & FileMode.SETTABLE & ~umask;
  }

  /** Opens {@code path} as {@code openat} does, with its flags and the mode of a new file. */
  OpenFile open(String start, String path, int flags, int mode) throws IOException {
    if ((flags & O_TMPFILE_BIT) != 0) {
      throw new GuestError(Errno.EOPNOTSUPP);
    }
    if ((flags & O_PATH) != 0) {
      return openName(start, path, flags & (O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    }
    if ((flags & (O_CREAT | O_DIRECTORY)) == (O_CREAT | O_DIRECTORY)) {
      throw new GuestError(Errno.EINVAL);
    }
    boolean exclusive = (flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL);
    boolean follow = (flags & O_NOFOLLOW) == 0 && !exclusive;
    Walk.Last last = follow ? Walk.Last.FOLLOW : Walk.Last.KEEP_LINK;
    if ((flags & O_CREAT) != 0 && path.endsWith("/")) {
      // Whatever is there: a file cannot be made under such a name.
      if (!walk.find(start, path, Walk.Last.NAME).name().isEmpty()) {
        throw new GuestError(Errno.EISDIR);
      }
    }
    Walk.Found found = walk.find(start, path, last);
    if (found.node() instanceof Node.Missing missing) {
      return create(found, missing, flags, mode);
    }
    if (exclusive) {
      throw new GuestError(Errno.EEXIST);
    }
    return switch (found.node()) {
      case Node.Device device -> openSpecial(device, flags, mode);
      case Node.OnHost host when !host.attributes().isDirectory() ->
          openHost(found.parent(), host, flags);
      case Node node -> openDirectory(node, flags);
    };
  }

  private OpenFile openName(String start, String path, int flags) throws IOException {
    boolean follow = (flags & O_NOFOLLOW) == 0;
    Walk.Last last = follow ? Walk.Last.FOLLOW : Walk.Last.KEEP_LINK;
    Node node = walk.find(start, path, last).node();
    if (node instanceof Node.Missing missing) {
      throw new GuestError(missing.errno());
    }
    if ((flags & O_DIRECTORY) != 0 && !node.isDirectory()) {
      throw new GuestError(Errno.ENOTDIR);
    }
    return handle(flags & ~O_CLOEXEC, node);
  }

  private NameHandle handle(int flags, Node node) {
    HostLocation location =
        node instanceof Node.OnHost host ? location(host.place(), host.attributes()) : null;
    return new NameHandle(flags, node, location, stats);
  }

  private OpenFile create(Walk.Found found, Node.Missing missing, int flags, int mode)
      throws IOException {
    if ((flags & O_CREAT) == 0) {
      throw new GuestError(missing.errno());
    }
    Place place = creatable(found);
    int permissions = newMode(mode);
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileChannel channel;
    try (HostFolder folder = folders.above(place, found.parent())) {
      channel =
          folder.open(
              place.host().getFileName(),
              options,
              PosixFilePermissions.asFileAttribute(HostFolder.permissions(permissions)));
    }
    inodes.modified(found.parent());
    return opened(flags, channel, place, permissions);
  }

  /** A new file, with exactly the permissions that it should have. */
  private HostFile opened(int flags, FileChannel channel, Place place, int permissions)
      throws IOException {
    HostAttributes attributes = HostAttributes.read(place.host());
    if (attributes == null) {
      channel.close();
      throw new GuestError(Errno.ENOENT);
    }
    if ((attributes.mode() & ~FileMode.S_IFMT) != permissions) {
      HostModes.set(place, attributes, permissions);
    }
    inodes.created(attributes.id());
    return new HostFile(kept(flags), channel, location(place, attributes), inodes);
  }

  /** Where a file is; all who have it open under that name share the answer. */
  private HostLocation location(Place place, HostAttributes attributes) {
    HostLocation known = table.descriptors().location(place, attributes.id());
    return known != null ? known : new HostLocation(place, attributes);
  }

  /**
   * Where a name that is missing can be made.
   *
   * @throws GuestError {@code EACCES} or {@code ENAMETOOLONG} if it cannot
   */
  static Place creatable(Walk.Found found) throws GuestError {
    if (found.node() instanceof Node.Missing missing) {
      if (missing.place() != null) {
        requireChange(found.parent(), missing.place());
        return missing.place();
      }
      if (missing.errno() == Errno.ENAMETOOLONG) {
        throw new GuestError(Errno.ENAMETOOLONG);
      }
    }
    throw new GuestError(Errno.EACCES);
  }

  /** Requires that names in {@code parent} can be changed, of which {@code place} is one. */
  static void requireChange(Node parent, Place place) throws GuestError {
    boolean closed =
        parent instanceof Node.OnHost host
            && !host.attributes().allows(FileMode.S_IWUSR | FileMode.S_IXUSR);
    if (closed || !place.writable()) {
      throw new GuestError(Errno.EACCES);
    }
  }

  private OpenFile openHost(Node parent, Node.OnHost host, int flags) throws IOException {
    HostAttributes attributes = host.attributes();
    if ((flags & O_DIRECTORY) != 0) {
      throw new GuestError(Errno.ENOTDIR);
    }
    if (attributes.isLink()) {
      throw new GuestError(Errno.ELOOP);
    }
    // Devices, pipes and sockets of the host: a program could hang there, or get out.
    if (!attributes.isRegular()) {
      throw new GuestError(Errno.EACCES);
    }
    boolean truncate = (flags & O_TRUNC) != 0;
    boolean reads = (flags & O_ACCMODE) != O_WRONLY;
    boolean writes = (flags & O_ACCMODE) != O_RDONLY || truncate;
    int needed = (reads ? FileMode.S_IRUSR : 0) | (writes ? FileMode.S_IWUSR : 0);
    if (!attributes.allows(needed) || (writes && !host.place().writable())) {
      throw new GuestError(Errno.EACCES);
    }
    Set<StandardOpenOption> options = EnumSet.noneOf(StandardOpenOption.class);
    if (reads) {
      options.add(StandardOpenOption.READ);
    }
    if (writes) {
      options.add(StandardOpenOption.WRITE);
    }
    FileChannel channel;
    try (HostFolder folder = folders.above(host.place(), parent)) {
      channel = folder.open(host.place().host().getFileName(), options);
    }
    if (truncate) {
      channel.truncate(0);
      inodes.modified(attributes.id());
    }
    return new HostFile(kept(flags), channel, location(host.place(), attributes), inodes);
  }

  private OpenFile openDirectory(Node node, int flags) throws GuestError {
    if ((flags & (O_CREAT | O_TRUNC)) != 0 || (flags & O_ACCMODE) != O_RDONLY) {
      throw new GuestError(Errno.EISDIR);
    }
    if (node instanceof Node.OnHost host && !host.attributes().allows(FileMode.S_IRUSR)) {
      throw new GuestError(Errno.EACCES);
    }
    return new OpenDirectory(kept(flags), handle(O_PATH, node), this::list);
  }

  private OpenFile openSpecial(Node.Device device, int flags, int mode) throws IOException {
    if ((flags & O_DIRECTORY) != 0) {
      throw new GuestError(Errno.ENOTDIR);
    }
    boolean writes = (flags & O_ACCMODE) != O_RDONLY;
    boolean follow = (flags & O_NOFOLLOW) == 0;
    byte[] text = {};
    switch (device.special()) {
      case Special.Terminal t -> throw new GuestError(Errno.ENXIO);
      case Special.Link l -> throw new GuestError(Errno.ELOOP);
      case Special.Descriptor d -> {
        if (!follow) {
          throw new GuestError(Errno.ELOOP);
        }
        return openAgain(table.descriptors().file(d.number()), flags, mode);
      }
      case Special.Program p -> {
        if (!follow || writes) {
          throw new GuestError(follow ? Errno.ETXTBSY : Errno.ELOOP);
        }
        text = p.image().get();
      }
      case Special.Text t -> {
        if (writes) {
          throw new GuestError(Errno.EACCES);
        }
        text = t.contents().get();
      }
      case Special.Null n -> {}
      case Special.Zero z -> {}
      case Special.Full f -> {}
      case Special.Noise n -> {}
    }
    return new SpecialFile(kept(flags), device.special(), device.path(), text, random);
  }

  /** Opens a descriptor by its name in {@code /proc}: a named file anew, others are shared. */
  private OpenFile openAgain(OpenFile file, int flags, int mode) throws IOException {
    HostLocation location = file.location();
    if (location != null && location.place() != null) {
      return open("/", location.place().guest(), flags & ~O_CREAT, mode);
    }
    boolean reads = (flags & O_ACCMODE) != O_WRONLY;
    boolean writes = (flags & O_ACCMODE) != O_RDONLY;
    if ((reads && !file.readable()) || (writes && !file.writable())) {
      throw new GuestError(Errno.EACCES);
    }
    return file;
  }

  private static int kept(int flags) {
    return (flags & KEPT) | O_LARGEFILE;
  }

  /** The entries of a directory, sorted, with their positions. */
  private List<DirectoryEntry> list(String directory) throws IOException {
    Node folder = walk.directory(directory);
    String above = directory.substring(0, directory.lastIndexOf('/') + 1);
    List<DirectoryEntry> entries = new ArrayList<>();
    add(entries, ".", folder);
    add(entries, "..", walk.directory(above));
    List<String> found;
    boolean searchable = true;
    if (folder instanceof Node.OnHost host) {
      searchable = host.attributes().allows(FileMode.S_IXUSR);
      try (HostFolder open = HostFolder.at(host.place())) {
        found = open.names();
      }
    } else if (folder instanceof Node.Own own) {
      found = own.branch().names();
    } else {
      throw new GuestError(Errno.ENOENT);
    }
    Collections.sort(found);
    for (String name : found) {
      add(entries, name, searchable ? names.child(folder, name) : null);
    }
    return entries;
  }

  /** Adds an entry; without a node, its type is unknown. */
  private void add(List<DirectoryEntry> entries, String name, @Nullable Node node)
      throws IOException {
    long inode;
    int type = 0;
    if (node == null) {
      inode = inodes.fresh();
    } else if (node instanceof Node.Missing) {
      return;
    } else {
      FileStat stat = stats.of(node);
      inode = stat.inode();
      type = FileMode.entryType(stat.mode());
    }
    byte[] bytes = name.getBytes(ISO_8859_1);
    entries.add(new DirectoryEntry(inode, entries.size() + 1, type, bytes));
  }
}
