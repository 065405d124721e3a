// setjmp and longjmp out of deep calls and out of a signal handler; registers survive.
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

static jmp_buf back;
static sigjmp_buf from_handler;
static volatile sig_atomic_t caught;

static int deep(int n, double x) {
  if (n == 0) longjmp(back, (int)x);
  int r = deep(n - 1, x + 1);
  return r + n;
}

static void handler(int signal, siginfo_t *info, void *context) {
  caught++;
  siglongjmp(from_handler, signal);
}

int main(void) {
  for (int depth = 1; depth < 200; depth *= 3) {
    volatile int kept = depth * 7;
    double number = depth / 3.0;
    int r = setjmp(back);
    if (r == 0) deep(depth, 1);
    printf("%d came back with %d, %d, %.3f\n", depth, r, kept, number);
  }
  struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO};
  sigemptyset(&action.sa_mask);
  sigaction(SIGSEGV, &action, NULL);
  sigaction(SIGILL, &action, NULL);
  sigaction(SIGFPE, &action, NULL);
  for (int i = 0; i < 6; i++) {
    int r = sigsetjmp(from_handler, 1);
    if (r == 0) {
      if (i % 3 == 0) *(volatile int *)16 = 1;
      if (i % 3 == 1) __asm__ volatile(".word 0");
      raise(SIGFPE);
    }
    sigset_t mask;
    sigprocmask(SIG_BLOCK, NULL, &mask);
    printf("signal %d, caught %d, blocked %d\n", r, (int)caught, sigismember(&mask, r));
  }
  fflush(stdout);
  abort();
}
