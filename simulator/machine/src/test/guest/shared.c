/* Files mapped shared: what reaches them, and when. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/statfs.h>
#include <unistd.h>

static void show(const char *what, int fd, long at) {
  char text[8] = {0};
  long n = pread(fd, text, 6, at);
  printf("%s: %ld '%s'\n", what, n, text);
}

int main(void) {
  long page = sysconf(_SC_PAGESIZE);
  int fd = open("data", O_RDWR | O_CREAT | O_TRUNC, 0600);
  ftruncate(fd, 2 * page + 10);
  char *m = mmap(0, 3 * page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  strcpy(m, "first");
  show("a read sees a store", fd, 0);
  pwrite(fd, "second", 6, page);
  printf("memory sees a write: %.6s\n", m + page);
  strcpy(m + 2 * page, "last");
  strcpy(m + 2 * page + 100, "behind the end");
  printf("msync %d\n", msync(m, 3 * page, MS_SYNC));
  printf("msync of both kinds %d %d\n", msync(m, page, MS_SYNC | MS_ASYNC), errno);
  printf("length %ld\n", (long)lseek(fd, 0, SEEK_END));
  close(fd);
  strcpy(m + page, "closed");
  printf("munmap the middle %d\n", munmap(m + page, page));
  fd = open("data", O_RDONLY);
  show("stored after close", fd, page);
  show("the end", fd, 2 * page);
  char *r = mmap(0, page, PROT_READ, MAP_SHARED, fd, 0);
  printf("read only: %s\n", r);
  printf("made writable %d %d\n", mprotect(r, page, PROT_READ | PROT_WRITE), errno);
  printf("not writable %d\n", mmap(0, page, PROT_WRITE, MAP_SHARED, fd, 0) == MAP_FAILED && errno == EACCES);
  strcpy(m, "through another");
  printf("one mapping shows the other: %.7s\n", (msync(m, page, MS_SYNC), r));
  char *p = mmap(0, page, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
  strcpy(p, "private");
  show("private stays private", fd, 0);

  int grown = open("grown", O_RDWR | O_CREAT | O_TRUNC, 0600);
  ftruncate(grown, 4 * page);
  pwrite(grown, "far", 3, 3 * page);
  char *g = mmap(0, page, PROT_READ | PROT_WRITE, MAP_SHARED, grown, 0);
  strcpy(g, "near");
  g = mremap(g, page, 4 * page, MREMAP_MAYMOVE);
  printf("grown: %s %s\n", g, g + 3 * page);
  strcpy(g + 3 * page, "reach");
  int log = open("log", O_RDWR | O_CREAT | O_TRUNC | O_APPEND, 0600);
  write(log, "0123456789", 10);
  char *l = mmap(0, page, PROT_READ | PROT_WRITE, MAP_SHARED, log, 0);
  l[3] = 'x';
  write(log, "ab", 2);
  show("appended", log, 0);
  printf("%.12s\n", l);

  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  printf("lock asked for %d\n", fcntl(log, F_GETLK, &lock));
  printf("nobody has it %d\n", lock.l_type == F_UNLCK);

  struct statfs s;
  printf("statfs %d %d %d\n", statfs(".", &s), (int)s.f_namelen, s.f_bsize > 0 && s.f_blocks > s.f_bfree);
  printf("fstatfs %d %d\n", fstatfs(fd, &s), (int)s.f_namelen);
  printf("statfs of nothing %d %d\n", statfs("nothing", &s), errno);
  return 0; /* with mappings that were not written back yet */
}
