// Threads that end from outside: cancelled in waits, loops and reads, by signals, by time.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static int fds[2];
static volatile int up;
static volatile int asked;
static int cleaned;
static void un(void* p) {
  cleaned++;
  pthread_mutex_unlock(p);
}
static void cl(void* p) {
  cleaned += (long)p;
}
static void* w1(void* a) {
  pthread_mutex_lock(&m);
  pthread_cleanup_push(un, &m);
  up = 1;
  for (;;)
    pthread_cond_wait(&c, &m);
  pthread_cleanup_pop(0);
  return 0;
}
static void* w2(void* a) {
  char b;
  pthread_cleanup_push(cl, (void*)10);
  up = 1;
  read(fds[0], &b, 1);
  pthread_cleanup_pop(0);
  return 0;
}
static void* w3(void* a) {
  pthread_cleanup_push(cl, (void*)100);
  pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, 0);
  up = 1;
  for (;;)
    ;
  pthread_cleanup_pop(0);
  return 0;
}
static void* w4(void* a) {
  int old;
  pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
  up = 1;
  while (!asked) {
    struct timespec t = {0, 1000000};
    nanosleep(&t, 0);
  }
  pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &old);
  pthread_cleanup_push(cl, (void*)1000);
  pthread_testcancel();
  pthread_cleanup_pop(0);
  return (void*)5;
}
static void* w5(void* a) {
  up = 1;
  pthread_exit((void*)77);
}
static void* w6(void* a) {
  up = 1;
  sleep(1000);
  return 0;
}
static void* sw(void* a) {
  sigset_t s;
  sigemptyset(&s);
  sigaddset(&s, SIGUSR1);
  int got;
  sigwait(&s, &got);
  return (void*)(long)got;
}
static void handler(int s) {
  up = 99;
}
static void* wh(void* a) {
  up = 1;
  while (up != 99)
    sched_yield();
  return 0;
}
int main() {
  pipe(fds);
  void* (*f[])(void*) = {w1, w2, w3, w4, w6};
  for (int i = 0; i < 5; i++) {
    up = asked = 0;
    pthread_t t;
    pthread_create(&t, 0, f[i], 0);
    while (!up)
      sched_yield();
    printf("%d ", pthread_cancel(t));
    asked = 1;
    void* r;
    pthread_join(t, &r);
    printf("%d %d\n", r == PTHREAD_CANCELED, cleaned);
  }
  pthread_t t;
  void* r;
  pthread_create(&t, 0, w5, 0);
  pthread_join(t, &r);
  printf("%ld\n", (long)r);
  sigset_t s;
  sigemptyset(&s);
  sigaddset(&s, SIGUSR1);
  pthread_sigmask(SIG_BLOCK, &s, 0);
  pthread_create(&t, 0, sw, 0);
  pthread_kill(t, SIGUSR1);
  pthread_join(t, &r);
  printf("%d\n", (long)r == SIGUSR1);
  signal(SIGUSR2, handler);
  up = 0;
  pthread_create(&t, 0, wh, 0);
  while (!up)
    sched_yield();
  pthread_kill(t, SIGUSR2);
  pthread_join(t, 0);
  printf("%d\n", up);
  up = 0;
  pthread_create(&t, 0, w6, 0);
  while (!up)
    sched_yield();
  printf("%d\n", pthread_tryjoin_np(t, &r) == EBUSY);
  struct timespec ts;
  clock_gettime(CLOCK_REALTIME, &ts);
  ts.tv_nsec += 1000;
  printf("%d\n", pthread_timedjoin_np(t, &r, &ts) == ETIMEDOUT);
  pthread_cancel(t);
  pthread_join(t, &r);
  printf("%d\n", pthread_kill(t, 0));
  cpu_set_t set;
  CPU_ZERO(&set);
  printf("%d %d\n", pthread_getaffinity_np(pthread_self(), sizeof set, &set), CPU_COUNT(&set) > 0);
  char n[16];
  pthread_setname_np(pthread_self(), "renamed");
  pthread_getname_np(pthread_self(), n, 16);
  puts(n);
  return 0;
}
