/* When files were made and changed, by the clock that the program itself sees. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static long long at(struct timespec t) { return t.tv_sec * 1000000000LL + t.tv_nsec; }
static struct stat of(const char *name) {
  struct stat s;
  stat(name, &s);
  return s;
}
static long long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return at(t);
}
static void pause_(void) {
  struct timespec t = {0, 20000000};
  nanosleep(&t, 0);
}

int main(int count, char **words) {
  /* A kernel's files keep the time of the last tick. */
  long long start = now() - 20000000;
  int fd = open("a", O_RDWR | O_CREAT, 0600);
  write(fd, "x", 1);
  struct stat made = of("a"), folder = of(".");
  printf("made in time %d\n", at(made.st_mtim) >= start && at(made.st_mtim) <= now());
  pause_();
  write(fd, "y", 1);
  struct stat written = of("a");
  printf("written later %d\n", at(written.st_mtim) > at(made.st_mtim));
  pause_();
  chmod("a", 0640);
  struct stat changed = of("a");
  printf("mode %d %d\n", at(changed.st_mtim) == at(written.st_mtim), at(changed.st_ctim) > at(written.st_ctim));
  printf("folder stays %d\n", at(of(".").st_mtim) == at(folder.st_mtim));
  pause_();
  mkdir("d", 0700);
  printf("folder changes %d\n", at(of(".").st_mtim) > at(folder.st_mtim));
  struct timespec set[2] = {{1000, 5}, {2000, 6}};
  utimensat(AT_FDCWD, "a", set, 0);
  struct stat back = of("a");
  printf("set %lld %lld %d\n", at(back.st_atim), at(back.st_mtim), at(back.st_ctim) > at(changed.st_ctim));
  rename("a", "d/b");
  printf("renamed %lld\n", at(of("d/b").st_mtim));
  if (count > 1 && !strcmp(words[1], "raw"))
    printf("%lld %lld %lld %d\n", at(made.st_mtim), at(of("d").st_ctim), at(of(".").st_mtim), (int)of("d").st_ino);
  return 0;
}
