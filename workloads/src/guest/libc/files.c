/*
 * Makes, reads, renames, lists and removes files in a directory.
 *
 * Stresses: system calls: open, read, write, seek, stat, mkdir, rename, directory listing, unlink;
 * and the errors that they must report.
 *
 * files DIRECTORY [SCALE]: works in DIRECTORY/files-work, which it makes and removes; SCALE rounds.
 *
 * Check: contents, sizes, names and errors are as written. The exit status is 1 otherwise.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES 8
#define CHUNK 1000

static bool ok = true;

static void check(bool condition, const char *what) {
  if (!condition) {
    printf("wrong: %s (%s)\n", what, strerror(errno));
    ok = false;
  }
}

/* The byte at a place of a file, so that contents can be told without keeping them. */
static uint8_t byte_at(int file, int place) {
  return (uint8_t)((uint32_t)(file * 7919 + place + 1) * 2654435761u >> 24);
}

static void name_of(char name[32], const char *prefix, int file) {
  snprintf(name, 32, "%s-%02d", prefix, file);
}

static void write_file(int file) {
  char name[32];
  name_of(name, "new", file);
  int descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL, 0644);
  check(descriptor >= 0, "create");
  uint8_t chunk[CHUNK];
  for (int i = 0; i <= file; i++) {
    for (int k = 0; k < CHUNK; k++) {
      chunk[k] = byte_at(file, i * CHUNK + k);
    }
    check(write(descriptor, chunk, CHUNK) == CHUNK, "write");
  }
  check(close(descriptor) == 0, "close");
}

/* Reads in pieces of uneven length, then one byte near the end by seeking. */
static uint32_t read_file(int file) {
  char name[32];
  name_of(name, "old", file);
  int descriptor = open(name, O_RDONLY);
  check(descriptor >= 0, "open");
  struct stat status;
  check(fstat(descriptor, &status) == 0 && status.st_size == (file + 1) * CHUNK, "size");
  check(S_ISREG(status.st_mode) && (status.st_mode & 0777) == 0644, "mode");
  uint8_t piece[377];
  uint32_t sum = 0;
  int place = 0;
  for (ssize_t count; (count = read(descriptor, piece, sizeof piece)) > 0;) {
    for (ssize_t i = 0; i < count; i++, place++) {
      check(piece[i] == byte_at(file, place), "contents");
      sum = sum * 31 + piece[i];
    }
  }
  check(place == (file + 1) * CHUNK, "length read");
  check(lseek(descriptor, -10, SEEK_END) == place - 10, "seek");
  check(read(descriptor, piece, sizeof piece) == 10, "read at the end");
  check(piece[0] == byte_at(file, place - 10), "contents after a seek");
  check(close(descriptor) == 0, "close");
  return sum;
}

static int is_listed(const struct dirent *entry) {
  return entry->d_name[0] != '.';
}

static void list(bool show) {
  struct dirent **entries;
  int count = scandir(".", &entries, is_listed, alphasort);
  check(count == FILES, "number of files");
  for (int i = 0; i < count; i++) {
    struct stat status;
    check(stat(entries[i]->d_name, &status) == 0, "stat");
    if (show) {
      printf("%s %lld\n", entries[i]->d_name, (long long)status.st_size);
    }
    free(entries[i]);
  }
  free(count >= 0 ? entries : NULL);
}

static void errors(void) {
  check(open("missing", O_RDONLY) == -1 && errno == ENOENT, "open of a missing file");
  check(open("old-00", O_WRONLY | O_CREAT | O_EXCL, 0644) == -1 && errno == EEXIST, "exclusive");
  check(open("old-00/x", O_RDONLY) == -1 && errno == ENOTDIR, "a file as a directory");
  check(mkdir("old-00", 0755) == -1 && errno == EEXIST, "mkdir over a file");
  check(rmdir("../files-work") == -1 && errno == ENOTEMPTY, "rmdir of a full directory");
  check(read(99, &(char){0}, 1) == -1 && errno == EBADF, "read from no file");
  check(unlink("missing") == -1 && errno == ENOENT, "unlink of a missing file");
}

static uint32_t round_of_files(bool show) {
  check(mkdir("files-work", 0755) == 0, "mkdir");
  check(chdir("files-work") == 0, "chdir");
  for (int file = 0; file < FILES; file++) {
    write_file(file);
  }
  for (int file = 0; file < FILES; file++) {
    char from[32], to[32];
    name_of(from, "new", file);
    name_of(to, "old", file);
    check(rename(from, to) == 0, "rename");
    check(access(from, F_OK) == -1 && errno == ENOENT, "the old name is gone");
  }
  uint32_t sum = 0;
  for (int file = 0; file < FILES; file++) {
    sum = sum * 31 + read_file(file);
  }
  list(show);
  errors();
  for (int file = 0; file < FILES; file++) {
    char name[32];
    name_of(name, "old", file);
    check(unlink(name) == 0, "unlink");
  }
  check(chdir("..") == 0, "chdir back");
  check(rmdir("files-work") == 0, "rmdir");
  return sum;
}

int main(int argc, char **argv) {
  long scale = argc > 2 ? strtol(argv[2], NULL, 10) : 1;
  if (argc < 2 || argc > 3 || scale < 1) {
    fprintf(stderr, "usage: %s DIRECTORY [SCALE]\n", argv[0]);
    return 2;
  }
  umask(022);
  if (chdir(argv[1]) != 0) {
    perror(argv[1]);
    return 2;
  }
  uint32_t sum = 0;
  for (long i = 0; i < scale && ok; i++) {
    sum = round_of_files(i == 0);
  }
  printf("files: %ld rounds, checksum=%08x %s\n", scale, (unsigned)sum, ok ? "ok" : "FAIL");
  return ok ? 0 : 1;
}
