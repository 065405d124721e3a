// Data of threads: keys whose destructors set them again, thread-local variables, barriers, detached threads.
#define _GNU_SOURCE
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static pthread_key_t a, b;
static int rounds;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static __thread int mine = 7;
static __thread char big[4096];
static int destroyed[2];
static void da(void* p) {
  pthread_mutex_lock(&m);
  destroyed[0]++;
  pthread_mutex_unlock(&m);
  if ((long)p < 3)
    pthread_setspecific(a, (void*)((long)p + 1));
  free(0);
}
static void db(void* p) {
  pthread_mutex_lock(&m);
  destroyed[1] += *(int*)p;
  pthread_mutex_unlock(&m);
  free(p);
}
static pthread_barrier_t bar;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static void init(void) {
  rounds++;
}
static void* run(void* arg) {
  long n = (long)arg;
  pthread_once(&once, init);
  pthread_setspecific(a, (void*)1);
  int* p = malloc(4);
  *p = n;
  pthread_setspecific(b, p);
  mine += n;
  memset(big, n, sizeof big);
  int serial = 0;
  for (int i = 0; i < 5; i++)
    if (pthread_barrier_wait(&bar) == PTHREAD_BARRIER_SERIAL_THREAD)
      serial++;
  long sum = 0;
  for (int i = 0; i < 4096; i++)
    sum += big[i];
  if (sum != n * 4096 || mine != 7 + n)
    return (void*)-1L;
  return (void*)(long)serial;
}
int main() {
  pthread_key_create(&a, da);
  pthread_key_create(&b, db);
  pthread_barrier_init(&bar, 0, 6);
  pthread_t t[6];
  for (long i = 0; i < 6; i++)
    pthread_create(&t[i], 0, run, (void*)(i + 1));
  long total = 0;
  for (int i = 0; i < 6; i++) {
    void* r;
    pthread_join(t[i], &r);
    total += (long)r;
  }
  printf("%ld %d %d %d %d\n", total, rounds, destroyed[0], destroyed[1], mine);
  pthread_attr_t at;
  pthread_attr_init(&at);
  pthread_attr_setstacksize(&at, 1 << 17);
  size_t s;
  pthread_attr_getstacksize(&at, &s);
  printf("%zu\n", s);
  pthread_attr_setdetachstate(&at, PTHREAD_CREATE_DETACHED);
  sem_t sem;
  sem_init(&sem, 0, 0);
  extern void* post(void*);
  pthread_t d;
  printf("%d\n", pthread_create(&d, &at, post, &sem));
  sem_wait(&sem);
  puts("posted");
  return 0;
}
void* post(void* s) {
  sem_post(s);
  return 0;
}
