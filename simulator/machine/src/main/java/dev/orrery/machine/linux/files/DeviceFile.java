package dev.orrery.machine.linux.files;

import dev.orrery.machine.linux.uapi.Errno;
import dev.orrery.machine.linux.uapi.FileMode;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** The harmless device files that programs expect: {@code /dev/null} and its like. */
public final class DeviceFile extends OpenFile {
  /** Major and minor numbers by path, as Linux assigns them. */
  private static final Map<String, Integer> NUMBERS =
      Map.of(
          "/dev/null", 0x103,
          "/dev/zero", 0x105,
          "/dev/full", 0x107,
          "/dev/random", 0x108,
          "/dev/urandom", 0x109);

  private final String path;
  private final ObjIntConsumer<byte[]> random;

  private DeviceFile(String path, ObjIntConsumer<byte[]> random, int flags) {
    super(flags);
    this.path = path;
    this.random = random;
  }

  /**
   * Opens a device.
   *
   * @param random fills as many bytes as asked
   * @return null if there is none of this path
   */
  public static @Nullable OpenFile open(String path, ObjIntConsumer<byte[]> random, int flags) {
    return NUMBERS.containsKey(path) ? new DeviceFile(path, random, flags) : null;
  }

  /** What {@code stat} reports of a path; null if there is no such device. */
  public static @Nullable FileStatus status(String path) {
    Integer number = NUMBERS.get(path);
    return number == null
        ? null
        : FileStatus.special(number, FileMode.CHARACTER_DEVICE | 0666, number);
  }

  @Override
  public int read(byte[] to, int length) {
    switch (path) {
      case "/dev/null" -> {
        return 0;
      }
      case "/dev/zero", "/dev/full" -> Arrays.fill(to, 0, length, (byte) 0);
      default -> random.accept(to, length);
    }
    return length;
  }

  @Override
  public int write(byte[] from, int length) {
    if (path.equals("/dev/full")) {
      throw Errno.ENOSPC.error();
    }
    return length;
  }

  @Override
  public int readAt(long position, byte[] to, int length) {
    return read(to, length);
  }

  @Override
  public int writeAt(long position, byte[] from, int length) {
    return write(from, length);
  }

  @Override
  public long seek(long offset, int whence) {
    return 0;
  }

  @Override
  public boolean regular() {
    return true;
  }

  @Override
  public FileStatus status() {
    FileStatus s = status(path);
    if (s == null) {
      throw Errno.ENXIO.error();
    }
    return s;
  }
}
