package dev.orrery.machine.linux.fs;

/**
 * A name in a directory.
 *
 * @param inode number of the file
 * @param next the position after this entry, for {@code d_off} and for {@code lseek}
 * @param type {@code d_type}, see {@link FileMode#entryType}
 * @param name the bytes of the name, without a zero
 */
public record DirectoryEntry(long inode, long next, int type, byte[] name) {}
