package dev.orrery.machine.linux.fs;

import static dev.orrery.machine.linux.fs.OpenFlags.O_APPEND;
import static dev.orrery.machine.linux.fs.OpenFlags.O_CREAT;
import static dev.orrery.machine.linux.fs.OpenFlags.O_EXCL;
import static dev.orrery.machine.linux.fs.OpenFlags.O_RDONLY;
import static dev.orrery.machine.linux.fs.OpenFlags.O_RDWR;
import static dev.orrery.machine.linux.fs.OpenFlags.O_TRUNC;
import static dev.orrery.machine.linux.fs.OpenFlags.O_WRONLY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.machine.linux.Errno;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenReadWriteTest {
  @TempDir Path root;

  @Test
  void aFileIsMadeWrittenAndReadAgain() throws IOException {
    try (Guest guest = Guest.in(root)) {
      int f = guest.open("/a", O_CREAT | O_EXCL | O_RDWR, 0640);
      assertThat(f).isEqualTo(3);
      assertThat(guest.write(f, "hello")).isEqualTo(5);
      assertThat(guest.table.lseek(f, 1, OpenFlags.SEEK_SET)).isEqualTo(1);
      assertThat(guest.read(f, 3)).isEqualTo("ell");
      assertThat(guest.read(f, 30)).isEqualTo("o");
      assertThat(guest.read(f, 30)).isEmpty();
      FileStat stat = guest.table.fstat(f).value();
      assertThat(stat.size()).isEqualTo(5);
      assertThat(stat.blocks()).isEqualTo(8);
      assertThat(stat.mode()).isEqualTo(FileMode.S_IFREG | 0640);
      assertThat(guest.table.close(f)).isZero();
      assertThat(guest.table.close(f)).isEqualTo(-Errno.EBADF);
      assertThat(guest.open("/a", O_CREAT | O_EXCL | O_RDWR)).isEqualTo(-Errno.EEXIST);
    }
    assertThat(Files.readString(root.resolve("a"))).isEqualTo("hello");
  }

  @Test
  void whatAFileWasNotOpenedForIsRefused() throws IOException {
    Files.writeString(root.resolve("a"), "text");
    try (Guest guest = Guest.in(root)) {
      int reader = guest.open("a", O_RDONLY);
      int writer = guest.open("a", O_WRONLY);
      assertThat(guest.write(reader, "x")).isEqualTo(-Errno.EBADF);
      assertThat(guest.read(writer, 1)).isEqualTo("EBADF");
      assertThat(guest.table.ftruncate(reader, 0)).isEqualTo(-Errno.EINVAL);
      assertThat(guest.table.pread(reader, ByteBuffer.allocate(1), -1)).isEqualTo(-Errno.EINVAL);
    }
  }

  @Test
  void appendingGoesToTheEndWhateverThePosition() throws IOException {
    Files.writeString(root.resolve("a"), "0123");
    try (Guest guest = Guest.in(root)) {
      int f = guest.open("a", O_RDWR | O_APPEND);
      guest.table.lseek(f, 0, OpenFlags.SEEK_SET);
      guest.write(f, "4");
      guest.table.pwrite(f, ByteBuffer.wrap(Guest.bytes("5")), 0);
      assertThat(guest.contents("a")).isEqualTo("012345");
      int cut = guest.open("a", O_RDONLY | O_TRUNC);
      assertThat(guest.read(cut, 9)).isEmpty();
      assertThat(guest.table.fstat(f).value().size()).isZero();
    }
  }

  @Test
  void aFileGrowsWithZeros() {
    try (Guest guest = Guest.in(root)) {
      int f = guest.open("a", O_RDWR | O_CREAT);
      assertThat(guest.table.pwrite(f, ByteBuffer.wrap(Guest.bytes("x")), 3)).isEqualTo(1);
      assertThat(guest.table.ftruncate(f, 6)).isZero();
      assertThat(guest.read(f, 9)).isEqualTo("\0\0\0x\0\0");
      assertThat(guest.table.fallocate(f, 0, 4, 4)).isZero();
      assertThat(guest.table.fstat(f).value().size()).isEqualTo(8);
      assertThat(guest.table.fallocate(f, 1, 0, 100)).isZero();
      assertThat(guest.table.fstat(f).value().size()).isEqualTo(8);
      assertThat(guest.table.lseek(f, 0, 3)).isEqualTo(-Errno.EINVAL);
    }
  }

  @Test
  void descriptorsRunOut() {
    try (Guest guest = Guest.in(root)) {
      int f = guest.open("a", O_RDWR | O_CREAT);
      for (int i = f + 1; i < FileTable.LIMIT; i++) {
        assertThat(guest.table.dup(f)).isEqualTo(i);
      }
      assertThat(guest.table.dup(f)).isEqualTo(-Errno.EMFILE);
      assertThat(guest.open("b", O_CREAT | O_RDWR)).isEqualTo(-Errno.EMFILE);
      assertThat(guest.table.pipe2(0).error()).isEqualTo(Errno.EMFILE);
      assertThat(Files.exists(root.resolve("b"))).isFalse();
      assertThat(guest.table.close(700)).isZero();
      assertThat(guest.table.pipe2(0).error()).isEqualTo(Errno.EMFILE);
      assertThat(guest.table.dup(f)).isEqualTo(700);
      assertThat(guest.table.close(f)).isZero();
      assertThat(guest.write(700, "still open")).isEqualTo(10);
    }
  }
}
