/* Signals: handlers, masks, faults, alternate stacks. */
#define _GNU_SOURCE
#include <errno.h>
#include <fenv.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <ucontext.h>
#include <unistd.h>

static sigjmp_buf back;
static volatile int count;
static char *page;
static char alternate[16384];

static void on_usr(int n, siginfo_t *info, void *context) {
  count++;
  printf("handler %d code %d self %d\n", n, info->si_code, info->si_pid == getpid());
}

static void on_fault(int n, siginfo_t *info, void *context) {
  printf("fault %d code %d at +%ld\n", n, info->si_code, (long)((char *)info->si_addr - page));
  siglongjmp(back, n);
}

static void on_fault_fix(int n, siginfo_t *info, void *context) {
  count++;
  mprotect(page, 4096, PROT_READ | PROT_WRITE);
}

static void on_overflow(int n, siginfo_t *info, void *context) {
  char here;
  printf("overflow %d, on the alternate stack: %d\n", n,
         &here >= alternate && &here < alternate + sizeof alternate);
  siglongjmp(back, 1);
}

static void on_float(int n) {
  volatile double a = 1, b = 3;
  a = a / b;
  feclearexcept(FE_ALL_EXCEPT);
  fesetround(FE_UPWARD);
  count++;
}

static int recurse(int n) {
  volatile char use[1000];
  use[0] = n;
  return n == 0 ? 0 : recurse(n + 1) + use[0];
}

static void install(int n, void (*handler)(int, siginfo_t *, void *), int flags) {
  struct sigaction a;
  memset(&a, 0, sizeof a);
  a.sa_sigaction = handler;
  a.sa_flags = SA_SIGINFO | flags;
  sigemptyset(&a.sa_mask);
  printf("sigaction %d\n", sigaction(n, &a, NULL));
}

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 0);
  page = mmap(NULL, 8192, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  install(SIGUSR1, on_usr, 0);
  raise(SIGUSR1);
  kill(getpid(), SIGUSR1);
  printf("count %d\n", count);

  sigset_t set, old, pending;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, &old);
  raise(SIGUSR1);
  raise(SIGUSR1);
  sigpending(&pending);
  printf("blocked: count %d pending %d\n", count, sigismember(&pending, SIGUSR1));
  sigsuspend(&old);
  printf("suspended: count %d errno %s\n", count, strerror(errno));
  sigprocmask(SIG_SETMASK, &old, NULL);
  printf("unblocked: count %d\n", count);

  install(SIGSEGV, on_fault, SA_NODEFER);
  install(SIGILL, on_fault, SA_NODEFER);
  install(SIGTRAP, on_fault, SA_NODEFER);
  install(SIGBUS, on_fault, SA_NODEFER);
  if (sigsetjmp(back, 1) == 0) page[100] = 1;
  munmap(page + 4096, 4096);
  if (sigsetjmp(back, 1) == 0) printf("%d\n", page[5000]);
  if (sigsetjmp(back, 1) == 0) ((void (*)(void))(page + 8))();
  int n = sigsetjmp(back, 1);
  if (n == 0) {
    page = (char *)&&illegal;
  illegal:
    __asm__ volatile(".4byte 0");
  }
  printf("illegal %d\n", n);
  n = sigsetjmp(back, 1);
  if (n == 0) __asm__ volatile("ebreak");
  printf("break %d\n", n);

  page = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  install(SIGSEGV, on_fault_fix, 0);
  count = 0;
  page[7] = 'x';
  printf("fixed %c, %d\n", page[7], count);

  stack_t stack = {.ss_sp = alternate, .ss_size = sizeof alternate, .ss_flags = 0}, was;
  printf("sigaltstack %d\n", sigaltstack(&stack, NULL));
  install(SIGSEGV, on_overflow, SA_ONSTACK);
  if (sigsetjmp(back, 1) == 0) printf("%d\n", recurse(1));
  sigaltstack(NULL, &was);
  printf("stack %d %ld\n", was.ss_sp == alternate, (long)was.ss_size);

  volatile double a = 2, b = 3;
  signal(SIGUSR2, on_float);
  count = 0;
  feclearexcept(FE_ALL_EXCEPT);
  a = a / b;
  raise(SIGUSR2);
  printf("float %.17g flags %d round %d count %d\n", a, fetestexcept(FE_INEXACT) != 0,
         fegetround() == FE_TONEAREST, count);

  signal(SIGUSR1, SIG_IGN);
  raise(SIGUSR1);
  signal(SIGCHLD, SIG_DFL);
  raise(SIGCHLD);
  printf("bad signal %d %s\n", kill(getpid(), 99), strerror(errno));
  printf("null signal %d\n", kill(getpid(), 0));

  signal(SIGALRM, on_float);
  count = 0;
  struct itimerval timer = {{0, 0}, {0, 1000}};
  setitimer(ITIMER_REAL, &timer, NULL);
  while (!count) pause();
  timer.it_value.tv_usec = 2000;
  setitimer(ITIMER_REAL, &timer, NULL);
  while (count < 2) ;
  puts("alarm");
  fflush(stdout);
  abort();
}
