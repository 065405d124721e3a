/* Small loops without a library: what compilers make of integer code. Prints what each one found. */
typedef unsigned long u64;
typedef unsigned u32;
typedef unsigned char u8;
typedef long s64;

static long call(long n, long a, long b, long c) {
  long r;
  __asm__ volatile("syscall" : "=a"(r) : "a"(n), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
  return r;
}

static void print(const char *name, u64 value) {
  char text[64];
  int n = 0;
  while (name[n]) {
    text[n] = name[n];
    n++;
  }
  text[n++] = ' ';
  for (int shift = 60; shift >= 0; shift -= 4) {
    text[n++] = "0123456789abcdef"[value >> shift & 15];
  }
  text[n++] = '\n';
  call(1, 1, (long)text, n);
}

static u64 seed = 88172645463325252ul;
static u64 next(void) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return seed;
}

__attribute__((noinline)) static u64 sieve(void) {
  static u8 composite[20000];
  u64 sum = 0;
  for (u32 i = 2; i < sizeof composite; i++) {
    if (!composite[i]) {
      sum += i;
      for (u32 j = i * i; j < sizeof composite; j += i) composite[j] = 1;
    }
  }
  return sum;
}

__attribute__((noinline)) static u64 gcd(u64 a, u64 b) {
  while (b) {
    u64 r = a % b;
    a = b;
    b = r;
  }
  return a;
}

__attribute__((noinline)) static u32 crc(const u8 *p, int n) {
  u32 c = ~0u;
  while (n--) {
    c ^= *p++;
    for (int k = 0; k < 8; k++) c = c & 1 ? c >> 1 ^ 0xedb88320u : c >> 1;
  }
  return ~c;
}

__attribute__((noinline)) static void sort(s64 *v, long lo, long hi) {
  while (lo < hi) {
    s64 p = v[(lo + hi) / 2];
    long i = lo, j = hi;
    while (i <= j) {
      while (v[i] < p) i++;
      while (v[j] > p) j--;
      if (i <= j) {
        s64 t = v[i];
        v[i++] = v[j];
        v[j--] = t;
      }
    }
    sort(v, lo, j);
    lo = i;
  }
}

__attribute__((noinline)) static u64 fib(u64 n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

__attribute__((noinline)) static long length(const char *s) {
  const char *p = s;
  while (*p) p++;
  return p - s;
}
__attribute__((noinline)) static int compare(const char *a, const char *b) {
  while (*a && *a == *b) a++, b++;
  return (u8)*a - (u8)*b;
}
__attribute__((noinline)) static void copy(char *to, const char *from) {
  while ((*to++ = *from++)) {
  }
}

__attribute__((noinline)) static u64 matrix(void) {
  static int a[24][24], b[24][24], c[24][24];
  for (int i = 0; i < 24; i++)
    for (int j = 0; j < 24; j++) a[i][j] = (int)next(), b[i][j] = (int)next();
  for (int i = 0; i < 24; i++)
    for (int j = 0; j < 24; j++) {
      int s = 0;
      for (int k = 0; k < 24; k++) s += a[i][k] * b[k][j];
      c[i][j] = s;
    }
  u64 sum = 0;
  for (int i = 0; i < 24; i++)
    for (int j = 0; j < 24; j++) sum = sum * 31 + (u32)c[i][j];
  return sum;
}

/* Division of each width and sign, and by constants; products of 128 bits. */
__attribute__((noinline)) static u64 divisions(void) {
  u64 sum = 0;
  for (int i = 0; i < 300; i++) {
    u64 a = next(), b = next() >> (i & 63);
    if (!b) b = 1;
    sum += a / b + a % b + (u64)((s64)a / ((s64)b | 1)) + (u64)((s64)a % ((s64)b | 1));
    sum ^= (u32)a / ((u32)b | 1) + ((u64)((int)a % ((int)b >> 1 | 1)));
    sum += (unsigned short)a / ((unsigned short)b | 1) + (u8)a % ((u8)b | 1);
    sum += a / 10 + (u64)((s64)a / 7) + (u32)a / 1000;
    sum ^= (u64)((unsigned __int128)a * b >> 64) + (u64)((__int128)(s64)a * (s64)b >> 64);
  }
  return sum;
}

__attribute__((noinline)) static u64 bits(void) {
  u64 sum = 0;
  for (int i = 1; i < 200; i++) {
    u64 a = next() | 1;
    sum += __builtin_ctzl(a << (i & 31)) + __builtin_clzl(a >> (i & 31) | 1);
    sum ^= __builtin_bswap64(a) + __builtin_bswap32((u32)a);
    sum += a << (i & 63) | a >> (-i & 63);
    sum ^= (u64)((u32)a << (i & 31) | (u32)a >> (-i & 31));
    sum += (a >> (i & 63) & 1) ? 3 : 5;
    sum += (s64)a >> (i & 63);
    sum ^= (u64)(unsigned __int128)(((unsigned __int128)a << 64 | sum) >> 17);
  }
  return sum;
}

/* A switch makes a jump table, pointers make indirect calls. */
__attribute__((noinline)) static u64 step(u64 op, u64 x) {
  switch (op) {
    case 0: return x + 7;
    case 1: return x * 3;
    case 2: return x ^ 0x55;
    case 3: return x >> 3;
    case 4: return -x;
    case 5: return ~x;
    case 6: return x << 5 | x >> 59;
    case 7: return x - 1000;
    default: return x;
  }
}
static u64 twice(u64 x) { return 2 * x; }
static u64 plus(u64 x) { return x + 1; }
static u64 (*volatile functions[])(u64) = {twice, plus};

__attribute__((used)) static void program(void) {
  print("sieve", sieve());
  u64 g = 0;
  for (int i = 0; i < 50; i++) g += gcd(next(), next() >> (i & 31));
  print("gcd", g);
  static u8 data[500];
  for (u32 i = 0; i < sizeof data; i++) data[i] = (u8)next();
  print("crc", crc(data, sizeof data));
  static s64 v[300];
  for (int i = 0; i < 300; i++) v[i] = (s64)next();
  sort(v, 0, 299);
  u64 h = 0;
  for (int i = 0; i < 300; i++) h = h * 1000003 + (u64)v[i] + (i > 0 && v[i - 1] > v[i]);
  print("sort", h);
  print("fib", fib(15));
  static char text[64];
  copy(text, "strings of bytes, read one by one");
  print("string", (u64)length(text) << 32 | (u32)compare(text, "strings of bytes, read one by two"));
  print("matrix", matrix());
  print("divide", divisions());
  print("bits", bits());
  u64 x = 1;
  for (int i = 0; i < 1000; i++) x = functions[i & 1](step((next() >> 20) % 9, x));
  print("calls", x);
  static char from[100], to[100];
  for (int i = 0; i < 100; i++) from[i] = (char)i;
  char *d = to;
  const char *s = from;
  long n = 99;
  __asm__ volatile("cld; rep movsb" : "+D"(d), "+S"(s), "+c"(n) : : "memory");
  long m = 10;
  d = to + 5;
  __asm__ volatile("rep stosq" : "+D"(d), "+c"(m) : "a"(0x1122334455667788) : "memory");
  print("move", crc((u8 *)to, 100));
  call(60, 42, 0, 0);
}

__asm__(".globl _start\n_start: xor %ebp,%ebp\n and $-16,%rsp\n call program\n hlt\n");
