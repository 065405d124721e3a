// Handlers, masks, pending signals, an alternate stack, a timer, and death by one that nobody handles.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

static volatile sig_atomic_t count[65];
static char *volatile stack_seen;

static void handler(int signal) {
  char here;
  stack_seen = &here;
  count[signal]++;
}

int main(void) {
  static char other[65536];
  stack_t alternate = {.ss_sp = other, .ss_size = sizeof other};
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_ONSTACK};
  sigset_t set, pending, old;
  sigemptyset(&action.sa_mask);
  sigaltstack(&alternate, NULL);
  sigaction(SIGUSR1, &action, NULL);
  sigaction(SIGUSR2, &action, NULL);
  sigaction(SIGALRM, &action, NULL);
  raise(SIGUSR1);
  printf("%d on the other stack: %d\n", count[SIGUSR1], stack_seen >= other && stack_seen < other + sizeof other);
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigaddset(&set, SIGUSR2);
  sigprocmask(SIG_BLOCK, &set, &old);
  kill(getpid(), SIGUSR1);
  kill(getpid(), SIGUSR1);
  kill(getpid(), SIGUSR2);
  sigpending(&pending);
  printf("pending %d %d, counts %d %d\n", sigismember(&pending, SIGUSR1), sigismember(&pending, SIGUSR2),
         count[SIGUSR1], count[SIGUSR2]);
  sigprocmask(SIG_SETMASK, &old, NULL);
  printf("counts %d %d\n", count[SIGUSR1], count[SIGUSR2]);
  struct itimerval soon = {.it_value = {.tv_usec = 2000}};
  setitimer(ITIMER_REAL, &soon, NULL);
  while (!count[SIGALRM]) {
  }
  signal(SIGUSR1, SIG_IGN);
  raise(SIGUSR1);
  printf("alarms %d, ignored %d\n", count[SIGALRM], count[SIGUSR1]);
  errno = 0;
  printf("%d %s\n", sigaction(SIGKILL, &action, NULL), strerror(errno));
  fflush(stdout);
  signal(SIGTERM, SIG_DFL);
  raise(SIGTERM);
  return 1;
}
