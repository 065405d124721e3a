package dev.orrery.machine.linux;

/** What an argument of a system call is, for printing it. */
enum ArgKind {
  /** A signed {@code int}. */
  INT,
  /** An unsigned number of the program's width. */
  SIZE,
  /** A 64-bit number, in two arguments in a program of 32 bits. */
  WIDE,
  /** An address. */
  POINTER,
  /** A number that is a set of bits. */
  HEX,
  /** A number in octal. */
  OCTAL,
  /** A descriptor. */
  DESCRIPTOR,
  /** A descriptor of a directory, or {@code AT_FDCWD}. */
  DIRECTORY,
  /** Address of a path or another zero-terminated text. */
  TEXT,
  /** Address of bytes that the call reads; the next argument is their number. */
  BYTES_IN,
  /** Address of bytes that the call writes; the result is their number. */
  BYTES_OUT,
  /** Flags of {@code openat}. */
  OPEN_FLAGS,
  /** A set of PROT_ bits. */
  PROTECTION,
  /** A set of MAP_ bits. */
  MAP_FLAGS,
  /** A signal number. */
  SIGNAL,
  /** A clock's number. */
  CLOCK,
  /** {@code SEEK_SET} and the like. */
  WHENCE
}
