// The threads of C11: once, thread-specific storage, conditions, atomics, timed waits.
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <threads.h>
#include <time.h>
static mtx_t m;
static cnd_t c;
static once_flag f = ONCE_FLAG_INIT;
static tss_t k;
static int onces, freed, turn;
static atomic_int a;
static _Atomic long long big;
static thread_local int mine;
static void one(void) {
  onces++;
}
static void fr(void* p) {
  freed += *(int*)p;
  free(p);
}
static int run(void* arg) {
  int n = (int)(long)arg;
  call_once(&f, one);
  int* p = malloc(4);
  *p = n;
  tss_set(k, p);
  mine = n;
  for (int i = 0; i < 300; i++) {
    atomic_fetch_add(&a, 1);
    big += n;
  }
  mtx_lock(&m);
  while (turn != n)
    cnd_wait(&c, &m);
  printf("turn %d\n", n);
  turn++;
  cnd_broadcast(&c);
  mtx_unlock(&m);
  return mine * 2;
}
int main() {
  mtx_init(&m, mtx_plain | mtx_recursive);
  cnd_init(&c);
  tss_create(&k, fr);
  thrd_t t[5];
  for (long i = 0; i < 5; i++)
    thrd_create(&t[i], run, (void*)i);
  int s = 0, r;
  for (int i = 0; i < 5; i++) {
    thrd_join(t[i], &r);
    s += r;
  }
  printf("%d %d %d %d %lld\n", s, onces, freed, atomic_load(&a), big);
  struct timespec ts;
  timespec_get(&ts, TIME_UTC);
  mtx_t tm;
  mtx_init(&tm, mtx_timed);
  printf("%d\n", mtx_lock(&tm) == thrd_success);
  printf("%d\n", mtx_timedlock(&tm, &ts) == thrd_timedout);
  printf("%d\n", mtx_trylock(&tm) == thrd_busy);
  mtx_lock(&m);
  printf("%d\n", cnd_timedwait(&c, &m, &ts) == thrd_timedout);
  struct timespec d = {0, 1000};
  printf("%d\n", thrd_sleep(&d, 0));
  thrd_yield();
  return 0;
}
