package dev.orrery.machine.linux.fs;

import java.util.function.Supplier;

/** A file that exists without the host. */
sealed interface Special {
  /** The inode number. */
  long inode();

  /** Reads as nothing, takes everything. */
  record Null(long inode) implements Special {}

  /** Reads as zeros without end, takes everything. */
  record Zero(long inode) implements Special {}

  /** Reads as zeros without end, has no space left. */
  record Full(long inode) implements Special {}

  /** Random bytes from the run's seed; takes everything. */
  record Noise(long inode, int minor) implements Special {}

  /** The controlling terminal, which no program has. */
  record Terminal(long inode) implements Special {}

  /** A text that is made when the file is opened. */
  record Text(long inode, Supplier<byte[]> contents) implements Special {}

  /** The running program: a link whose text is its name. */
  record Program(long inode, String name, Supplier<byte[]> image) implements Special {}

  /** A symbolic link. */
  record Link(long inode, String target) implements Special {}

  /** An open descriptor: a link that leads to the open file itself. */
  record Descriptor(long inode, int number) implements Special {}
}
