/* Starts the way musl's static programs do: finds its auxiliary vector, relocates itself if it is
   position-independent, sets up thread-local storage, and prints through writev. */
typedef unsigned long word;
typedef struct { word type, value; } aux;
#if __riscv_xlen == 64
typedef struct { unsigned type, flags; word offset, vaddr, paddr, filesz, memsz, align; } phdr;
#else
typedef struct { unsigned type, offset, vaddr, paddr, filesz, memsz, flags, align; } phdr;
#endif
struct iov { const void *base; word length; };

static long call(long n, long a, long b, long c, long d, long e, long f) {
  register long a7 asm("a7") = n, a0 asm("a0") = a, a1 asm("a1") = b, a2 asm("a2") = c;
  register long a3 asm("a3") = d, a4 asm("a4") = e, a5 asm("a5") = f;
  asm volatile("ecall" : "+r"(a0) : "r"(a7), "r"(a1), "r"(a2), "r"(a3), "r"(a4), "r"(a5) : "memory");
  return a0;
}
#define CALL(n, a, b, c) call(n, (long)(a), (long)(b), (long)(c), 0, 0, 0)
enum { IOCTL = 29, WRITEV = 66, WRITE = 64, EXIT_GROUP = 94, SET_TID = 96, SIGPROCMASK = 135, BRK = 214,
       MUNMAP = 215, MMAP = 222, MPROTECT = 226, READ = 63, GETRANDOM = 278, TKILL = 130, SIGACTION = 134 };

static word length(const char *s) { word n = 0; while (s[n]) n++; return n; }
static void copy(char *to, const char *from, word n) { while (n--) *to++ = *from++; }
void *memcpy(void *to, const void *from, word n) { copy(to, from, n); return to; }
void *memset(void *to, int c, word n) { char *p = to; while (n--) *p++ = c; return to; }

static void print(const char *s) {
  struct iov v[2] = {{s, length(s)}, {"\n", 1}};
  CALL(WRITEV, 1, v, 2);
}
static void number(const char *what, long value) {
  char line[80], digits[24];
  word n = length(what), d = 0;
  copy(line, what, n);
  line[n++] = ' ';
  if (value < 0) { line[n++] = '-'; value = -value; }
  do { digits[d++] = '0' + value % 10; value /= 10; } while (value);
  while (d) line[n++] = digits[--d];
  line[n] = 0;
  print(line);
}

static __thread int counter = 41;
static __thread char buffer[100];
static const char *table[] = {"relocated", "pointers"};
static volatile int handled;
static void handler(int signal) { handled = signal; }
struct action { void (*handler)(int); word flags; word mask[64 / __riscv_xlen]; };

static char builtin_tls[512] __attribute__((aligned(64)));
extern word _DYNAMIC[] __attribute__((weak, visibility("hidden")));

static void relocate(word base, word *dynamic) {
  word rela = 0, size = 0;
  for (; dynamic[0]; dynamic += 2) {
    if (dynamic[0] == 7) rela = base + dynamic[1];
    if (dynamic[0] == 8) size = dynamic[1];
  }
  for (word *r = (word *)rela; (word)r < rela + size; r += 3)
    if ((r[1] & 0xff) == 3) *(word *)(base + r[0]) = base + r[2];
}

__attribute__((used)) static void start(word *sp, word *dynamic) {
  word argc = *sp;
  char **argv = (char **)(sp + 1), **envp = argv + argc + 1;
  word n = 0;
  while (envp[n]) n++;
  aux *auxv = (aux *)(envp + n + 1);
  word phdrs = 0, count = 0, page = 0, random = 0, entry = 0, secure = 9, base = 0;
  for (aux *a = auxv; a->type; a++) {
    if (a->type == 3) phdrs = a->value;
    if (a->type == 5) count = a->value;
    if (a->type == 6) page = a->value;
    if (a->type == 9) entry = a->value;
    if (a->type == 23) secure = a->value;
    if (a->type == 25) random = a->value;
  }
  phdr *p = (phdr *)phdrs, *tls = 0;
  for (word i = 0; i < count; i++) {
    if (p[i].type == 2) base = (word)dynamic - p[i].vaddr;
    if (p[i].type == 7) tls = &p[i];
  }
  if (dynamic) relocate(base, dynamic);
  copy(builtin_tls, (char *)(base + tls->vaddr), tls->filesz);
  asm volatile("mv tp, %0" ::"r"(builtin_tls));
  number("thread is positive", CALL(SET_TID, &handled, 0, 0) > 0);
  counter++;
  number("counter", counter);
  number("page", page);
  number("random", random != 0);
  number("entry in place", entry == (word)({ void *e; asm("lla %0, _start" : "=r"(e)); e; }));
  number("secure", secure);
  number("arguments", argc);
  for (word i = 0; i < argc; i++) print(argv[i]);
  for (int i = 0; envp[i]; i++)
    if (envp[i][0] == 'H') print(envp[i]);
  for (int i = 0; i < 2; i++) print(table[i]);

  unsigned short window[4];
  number("window", CALL(IOCTL, 1, 0x5413, window)); /* TIOCGWINSZ on no terminal: ENOTTY */
  word end = CALL(BRK, 0, 0, 0);
  number("brk grows", CALL(BRK, end + 3 * page, 0, 0) == end + 3 * page);
  ((char *)end)[2 * page] = 7;
  number("brk shrinks", CALL(BRK, end, 0, 0) == end);
  char *m = (char *)call(MMAP, 0, 4 * page, 3, 0x22, -1, 0);
  number("mmap", (word)m > page && !((word)m & (page - 1)));
  m[3 * page] = 5;
  number("guard", CALL(MPROTECT, m, page, 0));
  number("into the guard", CALL(WRITE, 1, m, 1));
  number("munmap", CALL(MUNMAP, m, 4 * page, 0));
  number("gone", CALL(WRITE, 1, m + 3 * page, 1));
  struct action act = {handler, 0x10000000, {0}};
  number("sigaction", call(SIGACTION, 10, (long)&act, 0, sizeof act.mask, 0, 0));
  word set[2] = {1 << 9, 0}, old[2];
  number("block", call(SIGPROCMASK, 0, (long)set, (long)old, 8, 0, 0));
  number("kill", CALL(TKILL, CALL(178, 0, 0, 0), 10, 0));
  number("not yet", handled);
  number("unblock", call(SIGPROCMASK, 2, (long)old, 0, 8, 0, 0));
  number("handled", handled);
  number("getrandom", CALL(GETRANDOM, buffer, 16, 0));
  number("read", CALL(READ, 0, buffer, 20));
  CALL(WRITE, 1, buffer, 20);
  number("", CALL(WRITE, 77, buffer, 20));
  CALL(EXIT_GROUP, counter, 0, 0);
}

asm(".global _start\n_start:\n.option push\n.option norelax\n lla gp, __global_pointer$\n.option pop\n"
    " mv a0, sp\n .weak _DYNAMIC\n .hidden _DYNAMIC\n lla a1, _DYNAMIC\n andi sp, sp, -16\n tail start\n");
