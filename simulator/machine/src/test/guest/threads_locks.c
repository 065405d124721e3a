// Queues, readers and writers, semaphores, waits that end by time, mutexes that check their use.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>
#define N 4
static int q[8], head, tail, count, done;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t full = PTHREAD_COND_INITIALIZER, empty = PTHREAD_COND_INITIALIZER;
static long sum;
static pthread_spinlock_t sp;
static sem_t slots;
static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;
static long shared[2];
static void* prod(void* a) {
  long n = (long)a;
  for (int i = 0; i < 200; i++) {
    pthread_mutex_lock(&m);
    while (count == 8)
      pthread_cond_wait(&full, &m);
    q[tail] = n * 1000 + i;
    tail = (tail + 1) % 8;
    count++;
    pthread_cond_signal(&empty);
    pthread_mutex_unlock(&m);
  }
  return 0;
}
static void* cons(void* a) {
  for (;;) {
    pthread_mutex_lock(&m);
    while (!count && !done)
      pthread_cond_wait(&empty, &m);
    if (!count) {
      pthread_mutex_unlock(&m);
      return 0;
    }
    int v = q[head];
    head = (head + 1) % 8;
    count--;
    pthread_cond_signal(&full);
    pthread_mutex_unlock(&m);
    pthread_spin_lock(&sp);
    sum += v;
    pthread_spin_unlock(&sp);
  }
}
static void* rwt(void* a) {
  long bad = 0;
  for (int i = 0; i < 100; i++) {
    if ((i + (long)a) % 5 == 0) {
      pthread_rwlock_wrlock(&rw);
      shared[0]++;
      sched_yield();
      shared[1]++;
      pthread_rwlock_unlock(&rw);
    } else {
      pthread_rwlock_rdlock(&rw);
      if (shared[0] != shared[1])
        bad++;
      pthread_rwlock_unlock(&rw);
    }
  }
  return (void*)bad;
}
static void* lim(void* a) {
  sem_wait(&slots);
  usleep(100);
  sem_post(&slots);
  return 0;
}
int main() {
  pthread_t p[N], c[N];
  pthread_spin_init(&sp, 0);
  for (long i = 0; i < N; i++) {
    pthread_create(&p[i], 0, prod, (void*)i);
    pthread_create(&c[i], 0, cons, 0);
  }
  for (int i = 0; i < N; i++)
    pthread_join(p[i], 0);
  pthread_mutex_lock(&m);
  done = 1;
  pthread_cond_broadcast(&empty);
  pthread_mutex_unlock(&m);
  for (int i = 0; i < N; i++)
    pthread_join(c[i], 0);
  printf("%ld\n", sum);
  for (long i = 0; i < N; i++)
    pthread_create(&p[i], 0, rwt, (void*)i);
  long bad = 0;
  for (int i = 0; i < N; i++) {
    void* r;
    pthread_join(p[i], &r);
    bad += (long)r;
  }
  printf("%ld %ld %ld\n", bad, shared[0], shared[1]);
  sem_init(&slots, 0, 2);
  for (int i = 0; i < N; i++)
    pthread_create(&p[i], 0, lim, 0);
  for (int i = 0; i < N; i++)
    pthread_join(p[i], 0);
  int v;
  sem_getvalue(&slots, &v);
  printf("%d\n", v);
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  t.tv_nsec += 2000000;
  if (t.tv_nsec >= 1000000000) {
    t.tv_sec++;
    t.tv_nsec -= 1000000000;
  }
  pthread_mutex_lock(&m);
  printf("%d\n", pthread_cond_timedwait(&full, &m, &t) == ETIMEDOUT);
  clock_gettime(CLOCK_MONOTONIC, &t);
  printf("%d\n", pthread_cond_clockwait(&full, &m, CLOCK_MONOTONIC, &t) == ETIMEDOUT);
  pthread_mutex_unlock(&m);
  sem_init(&slots, 0, 0);
  clock_gettime(CLOCK_REALTIME, &t);
  printf("%d %d\n", sem_timedwait(&slots, &t), errno == ETIMEDOUT);
  printf("%d\n", sem_trywait(&slots) == -1 && errno == EAGAIN);
  pthread_mutexattr_t ma;
  pthread_mutexattr_init(&ma);
  pthread_mutexattr_settype(&ma, PTHREAD_MUTEX_ERRORCHECK);
  pthread_mutex_t e;
  pthread_mutex_init(&e, &ma);
  pthread_mutex_lock(&e);
  printf("%d\n", pthread_mutex_lock(&e) == EDEADLK);
  pthread_mutex_unlock(&e);
  printf("%d\n", pthread_mutex_unlock(&e) == EPERM);
  pthread_mutexattr_settype(&ma, PTHREAD_MUTEX_RECURSIVE);
  pthread_mutex_init(&e, &ma);
  printf("%d%d", pthread_mutex_lock(&e), pthread_mutex_lock(&e));
  printf("%d%d%d\n", pthread_mutex_unlock(&e), pthread_mutex_unlock(&e),
         pthread_mutex_unlock(&e) == EPERM);
  pthread_mutexattr_setprotocol(&ma, PTHREAD_PRIO_INHERIT);
  int r = pthread_mutex_init(&e, &ma);
  if (!r) {
    printf("%d%d\n", pthread_mutex_lock(&e), pthread_mutex_unlock(&e));
  } else
    printf("no pi %d\n", r);
  clock_gettime(CLOCK_REALTIME, &t);
  pthread_mutex_lock(&m);
  printf("%d\n", pthread_mutex_timedlock(&m, &t) == ETIMEDOUT);
  return 0;
}
