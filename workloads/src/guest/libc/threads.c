/*
 * Counts the words of a made-up text with a pool of threads, through the C library's pthreads.
 *
 * Stresses: mutexes with contention, condition variables of a bounded queue, a barrier between
 * phases, atomic read-modify-writes, thread-local data, and what glibc does to begin and end threads.
 *
 * threads [SCALE [WORKERS]]: the text has SCALE x 400 lines; 1 to 32 workers, 4 if absent.
 *
 * Check: what the workers counted together, in three ways (under a lock, atomically, and each for
 * itself, added up behind a barrier), equals what one loop counts alone; every line was taken once;
 * one thread in each phase was told that it is the last at the barrier. The exit status is 1
 * otherwise. Nothing printed depends on the order in which threads run.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { BUCKETS = 64, QUEUE = 8, MOST_WORKERS = 32, PHASES = 4, LINES = 400 };

struct tally {
  uint64_t words[BUCKETS];
  uint64_t lines;
  uint32_t checksum; /* does not depend on the order of the lines */
};

/* A bounded queue of line numbers; a negative one ends a worker's phase. */
static struct {
  pthread_mutex_t lock;
  pthread_cond_t filled;
  pthread_cond_t emptied;
  int32_t lines[QUEUE];
  int start;
  int count;
} queue = {
    .lock = PTHREAD_MUTEX_INITIALIZER,
    .filled = PTHREAD_COND_INITIALIZER,
    .emptied = PTHREAD_COND_INITIALIZER,
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t barrier;
static struct tally together;
static struct tally each[MOST_WORKERS];
static _Atomic uint64_t words[BUCKETS];
static _Atomic uint32_t last_at_barrier;
static _Thread_local struct tally mine;
static int workers;

static uint32_t next(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

/* The words of a line are numbers made from its own; each falls into a bucket. */
static uint32_t read_line(int32_t line, struct tally *into, _Atomic uint64_t *shared) {
  uint32_t state = (uint32_t)line * 2654435761u + 1;
  uint32_t length = 8 + next(&state) % 24;
  uint32_t hash = 2166136261u;
  for (uint32_t i = 0; i < length; i++) {
    uint32_t word = next(&state);
    uint32_t bucket = word % BUCKETS;
    hash = (hash ^ word) * 16777619u;
    into->words[bucket]++;
    if (shared != NULL && i % 8 == 0) {
      atomic_fetch_add_explicit(&shared[bucket], 1, memory_order_relaxed);
    }
  }
  into->lines++;
  into->checksum += hash;
  return hash;
}

static void put(int32_t line) {
  pthread_mutex_lock(&queue.lock);
  while (queue.count == QUEUE) {
    pthread_cond_wait(&queue.emptied, &queue.lock);
  }
  queue.lines[(queue.start + queue.count++) % QUEUE] = line;
  pthread_cond_signal(&queue.filled);
  pthread_mutex_unlock(&queue.lock);
}

static int32_t take(void) {
  pthread_mutex_lock(&queue.lock);
  while (queue.count == 0) {
    pthread_cond_wait(&queue.filled, &queue.lock);
  }
  int32_t line = queue.lines[queue.start];
  queue.start = (queue.start + 1) % QUEUE;
  queue.count--;
  pthread_cond_signal(&queue.emptied);
  pthread_mutex_unlock(&queue.lock);
  return line;
}

static void add(struct tally *to, const struct tally *from) {
  for (int i = 0; i < BUCKETS; i++) {
    to->words[i] += from->words[i];
  }
  to->lines += from->lines;
  to->checksum += from->checksum;
}

static void meet(void) {
  if (pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD) {
    last_at_barrier++;
  }
}

static void *work(void *argument) {
  struct tally *result = argument;
  for (int phase = 0; phase < PHASES; phase++) {
    for (int32_t line; (line = take()) >= 0;) {
      read_line(line, &mine, words);
      if (line % 16 == 0) { /* not too often: the lock is not all there is to measure */
        struct tally one = {0};
        read_line(line, &one, NULL);
        pthread_mutex_lock(&lock);
        add(&together, &one);
        pthread_mutex_unlock(&lock);
      }
    }
    meet();
  }
  *result = mine;
  return result;
}

static bool equal(const struct tally *a, const struct tally *b) {
  for (int i = 0; i < BUCKETS; i++) {
    if (a->words[i] != b->words[i]) {
      return false;
    }
  }
  return a->lines == b->lines && a->checksum == b->checksum;
}

int main(int argc, char **argv) {
  int32_t lines = (argc > 1 ? atoi(argv[1]) : 1) * LINES;
  workers = argc > 2 ? atoi(argv[2]) : 4;
  if (lines <= 0 || workers < 1 || workers > MOST_WORKERS) {
    fprintf(stderr, "threads [SCALE [WORKERS]], at most %d workers\n", MOST_WORKERS);
    return 2;
  }
  pthread_t threads[MOST_WORKERS];
  pthread_barrier_init(&barrier, NULL, (unsigned)workers + 1);
  for (int i = 0; i < workers; i++) {
    if (pthread_create(&threads[i], NULL, work, &each[i]) != 0) {
      perror("threads");
      return 2;
    }
  }
  for (int phase = 0; phase < PHASES; phase++) {
    for (int32_t line = phase; line < lines; line += PHASES) {
      put(line);
    }
    for (int i = 0; i < workers; i++) {
      put(-1);
    }
    meet();
  }
  struct tally sum = {0};
  for (int i = 0; i < workers; i++) {
    pthread_join(threads[i], NULL);
    add(&sum, &each[i]);
  }

  struct tally alone = {0};
  struct tally locked = {0};
  uint64_t shared[BUCKETS] = {0};
  for (int32_t line = 0; line < lines; line++) {
    _Atomic uint64_t counted[BUCKETS] = {0};
    read_line(line, &alone, counted);
    for (int i = 0; i < BUCKETS; i++) {
      shared[i] += counted[i];
    }
    if (line % 16 == 0) {
      read_line(line, &locked, NULL);
    }
  }
  bool ok = equal(&sum, &alone) && equal(&together, &locked) && mine.lines == 0 &&
            last_at_barrier == PHASES;
  for (int i = 0; i < BUCKETS; i++) {
    ok = ok && words[i] == shared[i];
  }
  printf("threads: %d workers, %llu lines checksum=%08x %s\n", workers,
         (unsigned long long)sum.lines, sum.checksum, ok ? "ok" : "FAIL");
  return ok ? 0 : 1;
}
