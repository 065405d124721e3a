// Programs of several threads, one for each word that the first argument can be. What they print does
// not depend on the order in which threads run, nor on how long a busy host lets one of them wait:
// where one has to be somewhere first, it says so, and sleeping is only for what is not printed.
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <poll.h>
#include <unistd.h>

enum { N = 5 };
static pthread_t threads[N];

static void start(void *(*body)(void *)) {
  for (long i = 0; i < N; i++)
    if (pthread_create(&threads[i], NULL, body, (void *)i)) puts("no thread");
}

static long join(void) {
  long sum = 0;
  for (int i = 0; i < N; i++) {
    void *result;
    pthread_join(threads[i], &result);
    sum += (long)result;
  }
  return sum;
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long counter;
static atomic_long atomic_counter;

static void *count(void *arg) {
  for (int i = 0; i < 500; i++) {
    pthread_mutex_lock(&lock);
    long seen = counter;
    if (i % 100 == 0) sched_yield();
    counter = seen + 1;
    pthread_mutex_unlock(&lock);
    atomic_fetch_add(&atomic_counter, 1);
    long expected = atomic_load(&atomic_counter);
    while (!atomic_compare_exchange_weak(&atomic_counter, &expected, expected + 1));
  }
  return arg;
}

static void mutex(void) {
  start(count);
  long sum = join();
  printf("%ld %ld %ld\n", sum, counter, (long)atomic_counter);
}

static pthread_cond_t more = PTHREAD_COND_INITIALIZER, less = PTHREAD_COND_INITIALIZER;
static int queue[4], queued;

static void *produce(void *arg) {
  for (int i = 0; i < 200; i++) {
    pthread_mutex_lock(&lock);
    while (queued == 4) pthread_cond_wait(&less, &lock);
    queue[queued++] = (int)(long)arg * 1000 + i;
    pthread_cond_signal(&more);
    pthread_mutex_unlock(&lock);
  }
  return NULL;
}

static void condition(void) {
  start(produce);
  long sum = 0;
  for (int i = 0; i < 200 * N; i++) {
    pthread_mutex_lock(&lock);
    while (queued == 0) pthread_cond_wait(&more, &lock);
    sum += queue[--queued];
    pthread_cond_broadcast(&less);
    pthread_mutex_unlock(&lock);
  }
  join();
  printf("%ld\n", sum);
}

static pthread_barrier_t barrier;
static int steps[N];
static atomic_int serial, early;

static void *step(void *arg) {
  for (int i = 0; i < 20; i++) {
    steps[(long)arg] = i;
    if (pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD) serial++;
    for (int k = 0; k < N; k++) early += steps[k] != i;
    pthread_barrier_wait(&barrier);
  }
  return NULL;
}

static void barriers(void) {
  pthread_barrier_init(&barrier, NULL, N);
  start(step);
  join();
  printf("%d %d\n", serial, early);
}

static pthread_rwlock_t shared = PTHREAD_RWLOCK_INITIALIZER;
static long left, right;

static void *read_write(void *arg) {
  long torn = 0;
  for (int i = 0; i < 200; i++) {
    if ((i + (long)arg) % 4 == 0) {
      pthread_rwlock_wrlock(&shared);
      left++;
      if (i % 16 == 0) sched_yield();
      right++;
      pthread_rwlock_unlock(&shared);
    } else {
      pthread_rwlock_rdlock(&shared);
      torn += left != right;
      pthread_rwlock_unlock(&shared);
    }
  }
  return (void *)torn;
}

static void rwlock(void) {
  start(read_write);
  long torn = join();
  printf("%ld %ld %ld\n", torn, left, right);
}

static pthread_once_t once = PTHREAD_ONCE_INIT;
static atomic_int initialised, destroyed;
static pthread_key_t key;
static __thread int own = 7;

static void initialise(void) { initialised++; sched_yield(); }
static void destroy(void *value) { destroyed += (int)(long)value; }

static void *local(void *arg) {
  pthread_once(&once, initialise);
  pthread_setspecific(key, (void *)((long)arg + 1));
  own += (int)(long)arg;
  sched_yield();
  return (void *)(long)(own + initialised);
}

static void locals(void) {
  pthread_key_create(&key, destroy);
  start(local);
  long sum = join();
  printf("%ld %d %d %d\n", sum, initialised, destroyed, own);
}

static sem_t never;
static void cleaned(void *what) { printf("cleaned %s\n", (char *)what); }

static void *wait_long(void *arg) {
  pthread_cleanup_push(cleaned, "up");
  sem_wait(&never);
  pthread_cleanup_pop(0);
  return arg;
}

static void *spin(void *arg) {
  pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
  for (;;) atomic_counter++;
  return arg;
}

static void cancel(void) {
  void *result;
  sem_init(&never, 0, 0);
  pthread_create(&threads[0], NULL, wait_long, NULL);
  usleep(1000);
  printf("%d\n", pthread_cancel(threads[0]));
  pthread_join(threads[0], &result);
  printf("%d\n", result == PTHREAD_CANCELED);
  pthread_create(&threads[0], NULL, spin, NULL);
  while (atomic_counter == 0) sched_yield();
  printf("%d\n", pthread_cancel(threads[0]));
  pthread_join(threads[0], &result);
  printf("%d\n", result == PTHREAD_CANCELED);
}

static volatile sig_atomic_t handled;
static pthread_t handler_thread;
static void handler(int signal) { handled++; handler_thread = pthread_self(); }

static void *sleep_until_signal(void *arg) {
  struct timespec left, long_time = {1000, 0};
  sem_post(&never);
  int failed = nanosleep(&long_time, &left);
  return (void *)(long)(failed == -1 && errno == EINTR && left.tv_sec >= 990);
}

static void *take_signal(void *arg) {
  sigset_t set;
  int got;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR2);
  sigwait(&set, &got);
  return (void *)(long)got;
}

static void *on_own_stack(void *arg) {
  static char stacks[2][32768];
  stack_t stack = {.ss_sp = stacks[(long)arg], .ss_size = sizeof stacks[0]}, now;
  sigaltstack(NULL, &now);
  int none = now.ss_flags == SS_DISABLE;
  sigaltstack(&stack, NULL);
  pthread_kill(pthread_self(), SIGUSR1);
  sigaltstack(NULL, &now);
  return (void *)(long)(none && now.ss_sp == stacks[(long)arg]);
}

static void signals(void) {
  void *result;
  struct sigaction action = {.sa_handler = handler};
  sigaction(SIGUSR1, &action, NULL);
  sem_init(&never, 0, 0);
  pthread_create(&threads[0], NULL, sleep_until_signal, NULL);
  sem_wait(&never);
  // A signal that comes before it sleeps does not wake it.
  do {
    usleep(1000);
    pthread_kill(threads[0], SIGUSR1);
  } while (pthread_tryjoin_np(threads[0], &result) == EBUSY);
  printf("%ld %d %d\n", (long)result, handled > 0, handler_thread == threads[0]);

  // To the process: the one that waits for it takes it, all others block it.
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR2);
  pthread_sigmask(SIG_BLOCK, &set, NULL);
  pthread_create(&threads[0], NULL, take_signal, NULL);
  usleep(1000);
  kill(getpid(), SIGUSR2);
  pthread_join(threads[0], &result);
  sigpending(&set);
  printf("%ld %d\n", (long)result, sigismember(&set, SIGUSR2));

  // Pending for one thread is not pending for another.
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  pthread_sigmask(SIG_BLOCK, &set, NULL);
  pthread_kill(pthread_self(), SIGUSR1);
  sigset_t pending;
  sigpending(&pending);
  int before = handled;
  printf("%d", sigismember(&pending, SIGUSR1));
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  printf(" %d\n", handled - before);
  for (long i = 0; i < 2; i++) pthread_create(&threads[i], NULL, on_own_stack, (void *)i);
  long sum = 0;
  for (int i = 0; i < 2; i++) {
    pthread_join(threads[i], &result);
    sum += (long)result;
  }
  printf("%ld %d\n", sum, pthread_kill(pthread_self(), 0));
}

static pthread_mutex_t robust_lock;
static void *die_with_lock(void *arg) {
  pthread_mutex_lock(&robust_lock);
  return NULL;
}

static void *wait_for_dead(void *arg) {
  return (void *)(long)pthread_mutex_lock(&robust_lock);
}

static void robust_kind(int protocol) {
  void *result;
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
  pthread_mutexattr_setprotocol(&attributes, protocol);
  pthread_mutex_init(&robust_lock, &attributes);
  pthread_create(&threads[0], NULL, die_with_lock, NULL);
  pthread_join(threads[0], NULL);
  int first = pthread_mutex_lock(&robust_lock);
  pthread_create(&threads[1], NULL, wait_for_dead, NULL);
  usleep(1000);
  int consistent = pthread_mutex_consistent(&robust_lock);
  pthread_mutex_unlock(&robust_lock);
  pthread_join(threads[1], &result);  // It ends with the lock, too.
  int second = pthread_mutex_lock(&robust_lock);
  pthread_mutex_unlock(&robust_lock);  // Without making it consistent.
  printf("%d %d %ld %d %d\n", first == EOWNERDEAD, consistent, (long)result, second == EOWNERDEAD,
         pthread_mutex_lock(&robust_lock) == ENOTRECOVERABLE);
}

static void robust(void) {
  robust_kind(PTHREAD_PRIO_NONE);
  robust_kind(PTHREAD_PRIO_INHERIT);
  struct robust_list_head *head = NULL;
  size_t size = 0;
  long result = syscall(SYS_get_robust_list, 0, &head, &size);
  printf("%ld %d %zu\n", result, head != NULL, size);
}

static sem_t release;

static void *hold(void *arg) {
  pthread_mutex_t *m = arg;
  pthread_mutex_lock(m);
  sem_post(&never);
  sem_wait(&release);
  usleep(2000);
  pthread_mutex_unlock(m);
  return NULL;
}

static void inheritance(void) {
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  pthread_mutexattr_setprotocol(&attributes, PTHREAD_PRIO_INHERIT);
  pthread_mutex_init(&lock, &attributes);
  start(count);
  long sum = join();
  printf("%ld %ld\n", sum, counter);
  sem_init(&never, 0, 0);
  sem_init(&release, 0, 0);
  pthread_create(&threads[0], NULL, hold, &lock);
  sem_wait(&never);
  printf("%d", pthread_mutex_trylock(&lock) == EBUSY);
  struct timespec soon;
  clock_gettime(CLOCK_REALTIME, &soon);
  soon.tv_nsec += 100000;
  if (soon.tv_nsec >= 1000000000) soon.tv_sec++, soon.tv_nsec -= 1000000000;
  printf(" %d", pthread_mutex_timedlock(&lock, &soon) == ETIMEDOUT);
  sem_post(&release);
  printf(" %d\n", pthread_mutex_lock(&lock));
  pthread_mutex_unlock(&lock);
  pthread_join(threads[0], NULL);
}

static double seconds(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void times(void) {
  pthread_condattr_t attributes;
  pthread_cond_t monotonic;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(&monotonic, &attributes);
  struct timespec t;
  pthread_mutex_lock(&lock);
  double before = seconds(CLOCK_REALTIME);
  clock_gettime(CLOCK_REALTIME, &t);
  t.tv_nsec += 30000000;
  if (t.tv_nsec >= 1000000000) t.tv_sec++, t.tv_nsec -= 1000000000;
  int a = pthread_cond_timedwait(&more, &lock, &t);
  double waited = seconds(CLOCK_REALTIME) - before;
  printf("%d %d\n", a == ETIMEDOUT, waited > 0.029 && waited < 30);
  before = seconds(CLOCK_MONOTONIC);
  clock_gettime(CLOCK_MONOTONIC, &t);
  t.tv_nsec += 30000000;
  if (t.tv_nsec >= 1000000000) t.tv_sec++, t.tv_nsec -= 1000000000;
  a = pthread_cond_timedwait(&monotonic, &lock, &t);
  waited = seconds(CLOCK_MONOTONIC) - before;
  printf("%d %d\n", a == ETIMEDOUT, waited > 0.029 && waited < 30);
  pthread_mutex_unlock(&lock);
  sem_init(&never, 0, 0);
  clock_gettime(CLOCK_REALTIME, &t);
  t.tv_sec -= 1;
  printf("%d\n", sem_timedwait(&never, &t) == -1 && errno == ETIMEDOUT);
  t.tv_sec += 3600;
  sem_post(&never);
  printf("%d\n", sem_timedwait(&never, &t));
  clock_gettime(CLOCK_REALTIME, &t);
  t.tv_nsec += 1000000;
  if (t.tv_nsec >= 1000000000) t.tv_sec++, t.tv_nsec -= 1000000000;
  printf("%d\n", clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &t, NULL));
}

static int ends[2];
static void *write_much(void *arg) {
  static char bytes[200000];
  memset(bytes, 'x', sizeof bytes);
  long n = write(ends[1], bytes, sizeof bytes);
  close(ends[1]);
  return (void *)n;
}

static void *read_in_vain(void *arg) {
  char c;
  ssize_t n = read(((int *)arg)[0], &c, 1);
  return (void *)(long)(n == -1 && errno == EINTR);
}

static void pipes(void) {
  void *result;
  long total = 0;
  char buffer[777];
  pipe(ends);
  pthread_create(&threads[0], NULL, write_much, NULL);
  struct pollfd one = {.fd = ends[0], .events = POLLIN};
  printf("%d %d\n", poll(&one, 1, -1), one.revents & POLLIN);
  for (ssize_t n; (n = read(ends[0], buffer, sizeof buffer)) > 0;) total += n;
  pthread_join(threads[0], &result);
  printf("%ld %ld\n", total, (long)result);
  // A handler without SA_RESTART ends the wait, one with it does not.
  int silent[2];
  pipe(silent);
  struct sigaction action = {.sa_handler = handler};
  sigaction(SIGUSR1, &action, NULL);
  pthread_create(&threads[0], NULL, read_in_vain, silent);
  // A signal that comes before it reads does not end its wait.
  do {
    usleep(1000);
    pthread_kill(threads[0], SIGUSR1);
  } while (pthread_tryjoin_np(threads[0], &result) == EBUSY);
  printf("%ld %d\n", (long)result, handled > 0);
  int before = handled;
  action.sa_flags = SA_RESTART;
  sigaction(SIGUSR1, &action, NULL);
  pthread_create(&threads[0], NULL, read_in_vain, silent);
  usleep(1000);
  pthread_kill(threads[0], SIGUSR1);
  while (handled == before) sched_yield();
  write(silent[1], "c", 1);
  pthread_join(threads[0], &result);
  printf("%ld %d\n", (long)result, handled - before);
}

static void *named(void *arg) {
  prctl(PR_SET_NAME, "a name that is too long");
  char name[16];
  pthread_getname_np(pthread_self(), name, sizeof name);
  sem_post(&never);
  sem_wait(&release);
  printf("%s %d\n", name, (long)arg == 0 && gettid() != getpid());
  return NULL;
}

static void names(void) {
  sem_init(&never, 0, 0);
  sem_init(&release, 0, 0);
  pthread_create(&threads[0], NULL, named, NULL);
  sem_wait(&never);
  pthread_setname_np(pthread_self(), "leader");
  char name[16], other[16], path[64];
  pthread_getname_np(pthread_self(), name, sizeof name);
  pthread_getname_np(threads[0], other, sizeof other);
  sem_post(&release);
  pthread_join(threads[0], NULL);
  snprintf(path, sizeof path, "/proc/self/task/%d/comm", gettid());
  FILE *f = fopen(path, "r");
  char line[32] = "";
  if (f) fgets(line, sizeof line, f);
  printf("%s %s %s", name, other, line);
}

static void refusals(void) {
  long flags[] = {CLONE_THREAD, CLONE_SIGHAND, CLONE_THREAD | CLONE_SIGHAND,
                  CLONE_THREAD | CLONE_VM};
  for (int i = 0; i < 4; i++)
    printf("%d ", syscall(SYS_clone, flags[i], 0, 0, 0, 0) == -1 && errno == EINVAL);
  printf("%d\n", syscall(SYS_set_robust_list, 0, 5) == -1 && errno == EINVAL);
  printf("%d %d\n", syscall(SYS_tgkill, getpid(), 1 << 20, 0) == -1 && errno == ESRCH,
         syscall(SYS_tkill, -1, 0) == -1 && errno == EINVAL);
}

static void *exit_later(void *arg) {
  usleep(5000);
  puts("the last thread");
  return NULL;
}

static void leader_ends(void) {
  pthread_create(&threads[0], NULL, exit_later, NULL);
  pthread_detach(threads[0]);
  fflush(stdout);
  pthread_exit(NULL);
}

static void *end_all(void *arg) {
  exit(3);
}

static void thread_ends_all(void) {
  pthread_create(&threads[0], NULL, end_all, NULL);
  for (;;) pause();
}

static pthread_mutex_t second_lock = PTHREAD_MUTEX_INITIALIZER;

static void *take_second_first(void *arg) {
  pthread_mutex_lock(&second_lock);
  sem_wait(&never);
  pthread_mutex_lock(&lock);
  return NULL;
}

static void deadlock(void) {
  sem_init(&never, 0, 0);
  pthread_create(&threads[0], NULL, take_second_first, NULL);
  pthread_setname_np(pthread_self(), "first");
  pthread_mutex_lock(&lock);
  usleep(1000);
  sem_post(&never);
  puts("now");
  fflush(stdout);
  pthread_mutex_lock(&second_lock);
}

static void *crash(void *arg) {
  usleep(1000);
  prctl(PR_SET_NAME, "crasher");
  return (void *)(long)*(volatile int *)8;
}

static void fault(void) {
  pthread_create(&threads[0], NULL, crash, NULL);
  pthread_join(threads[0], NULL);
}

static void *forever(void *arg) {
  for (;;) counter++;
}

static void preempted(void) {
  pthread_create(&threads[0], NULL, forever, NULL);
  for (int i = 0; i < 100; i++) atomic_counter++;
  puts("preempted");
}

static void many(void) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, PTHREAD_STACK_MIN + 16384);
  long sum = 0;
  for (int round = 0; round < 15; round++) {
    pthread_t more_threads[20];
    for (long i = 0; i < 20; i++) pthread_create(&more_threads[i], &attributes, local, (void *)i);
    for (int i = 0; i < 20; i++) {
      void *result;
      pthread_join(more_threads[i], &result);
      sum += (long)result;
    }
  }
  printf("%ld\n", sum);
}

int main(int argc, char **argv) {
  static const struct { const char *name; void (*run)(void); } all[] = {
      {"mutex", mutex}, {"condition", condition}, {"barriers", barriers}, {"rwlock", rwlock},
      {"locals", locals}, {"cancel", cancel}, {"signals", signals}, {"robust", robust},
      {"inheritance", inheritance}, {"times", times}, {"pipes", pipes}, {"names", names},
      {"refusals", refusals}, {"leader", leader_ends}, {"end", thread_ends_all}, {"many", many},
      {"deadlock", deadlock}, {"fault", fault}, {"preempted", preempted}};
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
    if (strcmp(all[i].name, argv[1]) == 0) {
      all[i].run();
      return 0;
    }
  return 2;
}
