/* Files and directories below the working directory. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static void report(const char *what, long result) {
  if (result < 0) printf("%s: -1 %s\n", what, strerror(errno));
  else printf("%s: %ld\n", what, result);
}

static void list(const char *path) {
  struct dirent **entries;
  int n = scandir(path, &entries, NULL, alphasort);
  printf("%s:", path);
  for (int i = 0; i < n; i++) printf(" %s/%d", entries[i]->d_name, entries[i]->d_type);
  putchar('\n');
}

int main(void) {
  char buffer[100];
  FILE *f = fopen("out.txt", "w");
  if (!f) return perror("out.txt"), 1;
  for (int i = 0; i < 2000; i++) fprintf(f, "line %d\n", i);
  fclose(f);
  struct stat s;
  report("stat", stat("out.txt", &s));
  printf("size %ld mode %o links %ld\n", (long)s.st_size, s.st_mode, (long)s.st_nlink);
  f = fopen("out.txt", "r+");
  fseek(f, -9, SEEK_END);
  printf("last %s", fgets(buffer, sizeof buffer, f));
  fseek(f, 5, SEEK_SET);
  fputs("#####", f);
  rewind(f);
  for (int i = 0; i < 3; i++) printf("%s", fgets(buffer, sizeof buffer, f));
  fclose(f);
  int fd = open("out.txt", O_RDWR | O_APPEND);
  report("append", write(fd, "tail\n", 5));
  report("pread", pread(fd, buffer, 4, 0));
  report("pwrite+append", pwrite(fd, "x", 1, 3));
  struct iovec v[2] = {{"ab", 2}, {"cd\n", 3}};
  report("writev", writev(fd, v, 2));
  report("lseek", lseek(fd, 0, SEEK_END));
  report("truncate", ftruncate(fd, 10));
  report("lseek", lseek(fd, 0, SEEK_END));
  report("lseek before the start", lseek(fd, -11, SEEK_END));
  int copy = dup(fd);
  report("dup", copy);
  report("dup2", dup2(fd, 20));
  report("cloexec", fcntl(fd, F_SETFD, FD_CLOEXEC));
  report("cloexec", fcntl(fd, F_GETFD));
  report("flags", fcntl(fd, F_GETFL) & (O_ACCMODE | O_APPEND));
  report("close", close(fd));
  report("close again", close(fd));
  report("fsync", fsync(20));
  report("mkdir", mkdir("dir", 0750));
  report("mkdir again", mkdir("dir", 0750));
  report("mkdir deep", mkdir("no/such", 0750));
  report("open excl", open("out.txt", O_CREAT | O_EXCL | O_WRONLY, 0600));
  report("open missing", open("missing", O_RDONLY));
  report("open dir for writing", open("dir", O_WRONLY));
  report("open through a file", open("out.txt/x", O_RDONLY));
  report("rename", rename("out.txt", "dir/moved.txt"));
  report("symlink", symlink("moved.txt", "dir/link"));
  report("readlink", readlink("dir/link", buffer, sizeof buffer));
  report("link", link("dir/moved.txt", "dir/second"));
  report("stat link", stat("dir/link", &s));
  printf("links %ld size %ld\n", (long)s.st_nlink, (long)s.st_size);
  report("lstat link", lstat("dir/link", &s));
  printf("type %o\n", s.st_mode & S_IFMT);
  report("access", access("dir/moved.txt", R_OK | W_OK));
  report("access x", access("dir/moved.txt", X_OK));
  list(".");
  list("dir");
  report("chdir", chdir("dir"));
  report("rmdir not empty", rmdir("../dir"));
  report("unlink dir", unlink("../dir") < 0 ? (errno == EISDIR || errno == EPERM) : -1);
  fd = open("moved.txt", O_RDONLY);
  report("unlink", unlink("moved.txt"));
  report("unlink", unlink("second"));
  report("read unlinked", read(fd, buffer, sizeof buffer));
  report("fstat", fstat(fd, &s));
  printf("links %ld\n", (long)s.st_nlink);
  report("dangling", open("link", O_RDONLY));
  report("unlink", unlink("link"));
  report("chdir", chdir(".."));
  report("rmdir", rmdir("dir"));
  report("bad pointer", write(1, (void *)8, 5));
  report("bad pointer", open((char *)8, O_RDONLY));
  report("bad descriptor", read(77, buffer, 1));
  report("huge", lseek(20, -1, 99));
  struct timespec t[2] = {{1000, 5}, {2000, 7}};
  fd = open("times", O_CREAT | O_WRONLY, 0644);
  report("close", close(fd));
  report("utimensat", utimensat(AT_FDCWD, "times", t, 0));
  report("stat", stat("times", &s));
  printf("%ld.%ld %ld.%ld\n", (long)s.st_atim.tv_sec, (long)s.st_atim.tv_nsec,
         (long)s.st_mtim.tv_sec, (long)s.st_mtim.tv_nsec);
  report("unlink", unlink("times"));
  report("unlink", unlink("times"));
  return 0;
}
