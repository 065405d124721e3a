/* Pipes, polling, time, random numbers, limits and other questions to the system. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/sysinfo.h>
#include <sys/time.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void report(const char *what, long result) {
  if (result < 0) printf("%s: -1 %s\n", what, strerror(errno));
  else printf("%s: %ld\n", what, result);
}

int main(void) {
  int p[2];
  char buffer[70000];
  memset(buffer, 'a', sizeof buffer);
  report("pipe", pipe(p));
  report("write", write(p[1], "hello", 5));
  struct pollfd polls[3] = {{p[0], POLLIN, 0}, {p[1], POLLOUT, 0}, {99, POLLIN, 0}};
  report("poll", poll(polls, 3, 0));
  printf("%x %x %x\n", polls[0].revents, polls[1].revents, polls[2].revents);
  int waiting;
  report("FIONREAD", ioctl(p[0], FIONREAD, &waiting));
  printf("%d\n", waiting);
  report("read", read(p[0], buffer, 100));
  report("nonblock", fcntl(p[0], F_SETFL, O_NONBLOCK));
  report("read", read(p[0], buffer, 100));
  report("poll", poll(polls, 1, 10));
  report("nonblock", fcntl(p[1], F_SETFL, O_NONBLOCK));
  report("fill", write(p[1], buffer, sizeof buffer));
  report("full", write(p[1], buffer, 1));
  fd_set in;
  FD_ZERO(&in);
  FD_SET(p[0], &in);
  struct timeval zero = {0, 0};
  report("select", select(p[0] + 1, &in, NULL, NULL, &zero));
  report("in", FD_ISSET(p[0], &in) != 0);
  report("seek", lseek(p[0], 0, SEEK_SET));
  report("close", close(p[1]));
  long total = 0, n;
  while ((n = read(p[0], buffer, 1000)) > 0) total += n;
  report("total", total);
  report("end", n);
  signal(SIGPIPE, SIG_IGN);
  pipe(p);
  close(p[0]);
  report("broken", write(p[1], "x", 1));

  struct timespec a, b, pause = {0, 50000000};
  clock_gettime(CLOCK_MONOTONIC, &a);
  report("sleep", nanosleep(&pause, NULL));
  clock_gettime(CLOCK_MONOTONIC, &b);
  long slept = (b.tv_sec - a.tv_sec) * 1000000000L + b.tv_nsec - a.tv_nsec;
  report("slept enough", slept >= 50000000);
  report("year", time(NULL) > 1700000000);
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
  report("cpu", a.tv_sec < 5);
  clock_getres(CLOCK_REALTIME, &a);
  report("resolution", a.tv_nsec);
  report("bad clock", clock_gettime(77, &a));
  struct tms t;
  report("times", times(&t) >= 0);
  report("usleep", usleep(1000));

  unsigned char r[2][32];
  report("getrandom", getrandom(r[0], 32, 0));
  report("getentropy", getentropy(r[1], 32));
  report("same", memcmp(r[0], r[1], 32) == 0);

  struct utsname u;
  report("uname", uname(&u));
  printf("%s %s\n", u.sysname, u.machine);
  struct rlimit l;
  report("rlimit", getrlimit(RLIMIT_STACK, &l));
  report("pagesize", sysconf(_SC_PAGESIZE));
  report("ticks", sysconf(_SC_CLK_TCK));
  struct sysinfo i;
  report("sysinfo", sysinfo(&i));
  report("ram", i.totalram > 0);
  struct rusage usage;
  report("rusage", getrusage(RUSAGE_SELF, &usage));
  report("yield", sched_yield());
  report("wait", wait(NULL));
  report("pid", getpid() > 0 && getppid() >= 0);
  report("tty", isatty(0));

  char *m = mmap(NULL, 3 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  strcpy(m + 4096, "kept");
  report("mprotect", mprotect(m, 4096, PROT_NONE));
  report("munmap", munmap(m + 8192, 4096));
  report("mprotect hole", mprotect(m, 3 * 4096, PROT_READ));
  m = mremap(m + 4096, 4096, 1 << 20, MREMAP_MAYMOVE);
  printf("%s %d\n", m, m[(1 << 20) - 1]);
  report("madvise", madvise(m, 4096, MADV_DONTNEED));
  printf("[%s]\n", m);
  report("bad mmap", (long)mmap(NULL, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  report("bad fd", (long)mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 99, 0));
  FILE *f = fopen("mapped", "w+");
  fputs("from a file", f);
  fflush(f);
  char *c = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE, fileno(f), 0);
  printf("%s\n", c);
  strcpy(c, "private");
  rewind(f);
  printf("%s\n", fgets(buffer, 100, f));
  unlink("mapped");
  report("unserved", setns(0, 0) < 0);
  report("bad pointer", clock_gettime(0, (void *)16));
  return 3;
}
