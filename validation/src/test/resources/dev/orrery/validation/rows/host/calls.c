/*
 * System calls of x86-64 by themselves: those that newer ones have taken the place of, structures,
 * segment bases, signal frames, a thread. Prints what each one gave.
 */
typedef unsigned long u64;
typedef unsigned u32;
typedef unsigned short u16;

static long call(long n, long a, long b, long c, long d, long e) {
  long r;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  __asm__ volatile("syscall"
                   : "=a"(r)
                   : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8)
                   : "rcx", "r11", "memory");
  return r;
}

static void print(const char *name, long value) {
  char text[64];
  int n = 0;
  u64 rest = value < 0 ? -value : value;
  while (name[n]) {
    text[n] = name[n];
    n++;
  }
  text[n++] = ' ';
  if (value < 0) {
    text[n++] = '-';
  }
  char digits[20];
  int k = 0;
  do {
    digits[k++] = '0' + rest % 10;
    rest /= 10;
  } while (rest);
  while (k) {
    text[n++] = digits[--k];
  }
  text[n++] = '\n';
  call(1, 1, (long)text, n, 0, 0);
}

struct stat {
  u64 dev, ino, nlink;
  u32 mode, uid, gid, pad;
  u64 rdev, size, blksize, blocks, times[6], unused[3];
};

struct action {
  void *handler;
  u64 flags;
  void *restorer;
  u64 mask;
};

/* asm/sigcontext.h and asm/ucontext.h */
struct ucontext {
  u64 flags;
  void *link;
  void *stack;
  int stack_flags;
  u64 stack_size;
  u64 registers[16], rip, eflags;
  u16 cs, gs, fs, ss;
  u64 error, trap, oldmask, cr2;
  unsigned char *fp;
  u64 reserved[8], mask;
};

static void restore(void);
__asm__("restore: mov $15, %eax; syscall");

static volatile int got;
static void plain(int signal) {
  got = signal;
}

/* Leaves the instruction that faulted, which has 2 bytes, with other registers. */
static void fault(int signal, u32 *info, struct ucontext *c) {
  print("signal", signal);
  print("code", (int)info[2]);
  print("address", *(u64 *)(info + 4));
  print("rbx", c->registers[11]);
  print("segments", c->cs << 16 | c->ss);
  print("carry", c->eflags & 1);
  print("control", *(u16 *)c->fp);
  print("aligned", ((u64)c->fp & 63) + ((u64)__builtin_frame_address(0) & 15));
  print("mask", c->mask);
  c->registers[11] = 77;
  c->rip += 2;
}

static void handle(int signal, void *handler, u64 flags) {
  struct action a = {handler, flags | 0x04000000, restore, 0};
  print("sigaction", call(13, signal, (long)&a, 0, 8, 0));
  struct action old = {0};
  call(13, signal, 0, (long)&old, 8, 0);
  print("same", old.handler == a.handler && old.flags == a.flags && old.restorer == restore);
}

static void files(void) {
  struct stat s;
  call(95, 022, 0, 0, 0, 0);
  long fd = call(2, (long)"a", 0102, 0640, 0, 0);
  print("open", fd);
  print("write", call(1, fd, (long)"hello", 5, 0, 0));
  print("fstat", call(5, fd, (long)&s, 0, 0, 0));
  print("size", s.size);
  print("mode", s.mode);
  print("links", s.nlink);
  print("blocksize", s.blksize);
  print("rename", call(82, (long)"a", (long)"b", 0, 0, 0));
  print("gone", call(4, (long)"a", (long)&s, 0, 0, 0));
  print("access", call(21, (long)"b", 4, 0, 0, 0));
  print("symlink", call(88, (long)"b", (long)"c", 0, 0, 0));
  char text[8] = {0};
  print("readlink", call(89, (long)"c", (long)text, 8, 0, 0));
  print("text", text[0]);
  print("lstat", call(6, (long)"c", (long)&s, 0, 0, 0));
  print("mode", s.mode);
  print("chmod", call(90, (long)"b", 0600, 0, 0, 0));
  print("stat", call(4, (long)"c", (long)&s, 0, 0, 0));
  print("mode", s.mode);
  print("mkdir", call(83, (long)"d", 0700, 0, 0, 0));
  print("rmdir", call(84, (long)"d", 0, 0, 0, 0));
  print("unlink", call(87, (long)"b", 0, 0, 0, 0));
  print("unlink", call(87, (long)"c", 0, 0, 0, 0));
  int ends[2];
  print("pipe", call(22, (long)ends, 0, 0, 0, 0));
  print("dup2", call(33, ends[1], 20, 0, 0, 0));
  print("dup2", call(33, 20, 20, 0, 0, 0));
  print("dup2", call(33, 21, 21, 0, 0, 0));
  call(1, 20, (long)"x", 1, 0, 0);
  struct {
    int fd;
    short events, got;
  } poll = {ends[0], 1, 0};
  print("poll", call(7, (long)&poll, 1, 1000, 0, 0));
  u64 set[16] = {1UL << ends[0]};
  print("select", call(23, 30, (long)set, 0, 0, 0));
  long now = call(201, 0, 0, 0, 0, 0);
  print("time", now > 1000000000);
}

static u64 there[2] = {0, 42};
static void bases(void) {
  u64 value;
  print("set fs", call(158, 0x1002, (long)there, 0, 0, 0));
  __asm__("mov %%fs:8, %0" : "=r"(value));
  print("fs:8", value);
  call(158, 0x1003, (long)&value, 0, 0, 0);
  print("get fs", value == (u64)there);
  print("bad", call(158, 0x1002, -1, 0, 0, 0));
  print("unknown", call(158, 0x7777, 0, 0, 0, 0));
}

static u64 stack[512];
static volatile u32 id = 1;
static u64 local[2] = {0, 99};
static volatile u64 seen;
static void thread(void) {
  u64 value;
  __asm__("mov %%fs:8, %0" : "=r"(value));
  seen = value;
}

static void threads(void) {
  stack[511] = (u64)thread;
  long r;
  register long r10 __asm__("r10") = (long)&id;
  register long r8 __asm__("r8") = (long)local;
  __asm__ volatile(
      "syscall; test %%rax, %%rax; jnz 1f; pop %%rax; call *%%rax; mov $60, %%eax; xor %%edi, %%edi;"
      "syscall; 1:"
      : "=a"(r)
      : "a"(56), "D"(0x2d0f00), "S"(&stack[511]), "d"(0), "r"(r10), "r"(r8)
      : "rcx", "r11", "memory");
  print("clone", r > 0);
  while (id) {
    call(202, (long)&id, 0, id, 0, 0);
  }
  print("thread saw", seen);
}

void _start(void) {
  files();
  bases();
  handle(10, plain, 0);
  call(200, call(186, 0, 0, 0, 0, 0), 10, 0, 0, 0);
  print("got", got);
  handle(14, plain, 0);
  print("alarm", call(37, 1, 0, 0, 0, 0));
  print("pause", call(34, 0, 0, 0, 0, 0));
  print("got", got);
  handle(11, fault, 4);
  u64 rbx;
  __asm__ volatile("stc; mov (%%rax), %%eax"
                   : "=b"(rbx)
                   : "b"(5), "a"(16)
                   : "rcx", "rdx", "memory", "cc");
  print("rbx after", rbx);
  threads();
  call(231, 42, 0, 0, 0, 0);
}
