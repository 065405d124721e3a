// Small loops that a compiler turns into the integer instructions of any machine. No library: what they need of
// the operating system is write and exit.
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;

#if defined(__aarch64__)
static long call(long n, long a, long b, long c) {
  register long x8 __asm__("x8") = n;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
  return x0;
}
enum { WRITE = 64, EXIT = 93 };
#elif defined(__powerpc64__)
static long call(long n, long a, long b, long c) {
  register long r0 __asm__("r0") = n;
  register long r3 __asm__("r3") = a;
  register long r4 __asm__("r4") = b;
  register long r5 __asm__("r5") = c;
  long failed;
  __asm__ volatile("sc\n\tmfcr %4"
                   : "+r"(r0), "+r"(r3), "+r"(r4), "+r"(r5), "=r"(failed)
                   :
                   : "cr0", "ctr", "memory", "r6", "r7", "r8", "r9", "r10", "r11", "r12");
  return failed >> 28 & 1 ? -r3 : r3;
}
enum { WRITE = 4, EXIT = 1 };
#endif

static char line[64];

static void print(const char *name, u64 value) {
  int n = 0;
  while (*name) line[n++] = *name++;
  line[n++] = ' ';
  char digits[20];
  int d = 0;
  do digits[d++] = '0' + value % 10;
  while (value /= 10);
  while (d) line[n++] = digits[--d];
  line[n++] = '\n';
  call(WRITE, 1, (long)line, n);
}

static u32 seed = 12345;
static u32 next(void) { return seed = seed * 1664525 + 1013904223; }

static u8 composite[10000];
static u64 sieve(void) {
  u64 count = 0;
  for (u32 i = 2; i < sizeof composite; i++) {
    if (composite[i]) continue;
    count++;
    for (u32 j = i * i; j < sizeof composite; j += i) composite[j] = 1;
  }
  return count;
}

static long gcd(long a, long b) { return b ? gcd(b, a % b) : a; }

static u64 gcds(void) {
  u64 sum = 0;
  for (long a = 1; a < 60; a++)
    for (long b = -20; b < 40; b++) sum = sum * 31 + (u64)gcd(a * 12, b * 9);
  return sum;
}

static u32 crc(const u8 *p, u64 n) {
  u32 c = ~0u;
  while (n--) {
    c ^= *p++;
    for (int k = 0; k < 8; k++) c = c >> 1 ^ (c & 1 ? 0xedb88320u : 0);
  }
  return ~c;
}

static int values[500];
static void quicksort(int *v, long n) {
  while (n > 1) {
    int pivot = v[n / 2];
    long i = 0, j = n - 1;
    while (i <= j) {
      while (v[i] < pivot) i++;
      while (v[j] > pivot) j--;
      if (i <= j) {
        int t = v[i];
        v[i++] = v[j];
        v[j--] = t;
      }
    }
    quicksort(v, j + 1);
    v += i;
    n -= i;
  }
}

static u64 sorted(void) {
  for (int i = 0; i < 500; i++) values[i] = (int)next() >> 7;
  quicksort(values, 500);
  u64 sum = 0;
  for (int i = 1; i < 500; i++) sum += values[i - 1] <= values[i] ? (u64)values[i] * i : 0;
  return sum;
}

static u64 fib(u32 n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

static u64 length(const char *s) {
  u64 n = 0;
  while (s[n]) n++;
  return n;
}

static char text[200];
static u64 strings(void) {
  const char *words[] = {"tables", "know", "the", "instruction", "set"};
  u64 at = 0;
  for (int r = 0; r < 4; r++)
    for (int w = 0; w < 5; w++) {
      u64 n = length(words[w]);
      for (u64 i = 0; i < n; i++) text[at++] = words[w][i] - (i == 0 ? 32 : 0);
      text[at++] = ' ';
    }
  u64 vowels = 0;
  for (const char *p = text; *p; p++) vowels += *p == 'a' || *p == 'e' || *p == 'i' || *p == 'o' || *p == 'u';
  for (u64 i = 0, j = at - 1; i < j; i++, j--) {
    char c = text[i];
    text[i] = text[j];
    text[j] = c;
  }
  return vowels << 32 | crc((u8 *)text, at);
}

static int a[12][12], b[12][12];
static long product[12][12];
static u64 matrix(void) {
  for (int i = 0; i < 12; i++)
    for (int j = 0; j < 12; j++) {
      a[i][j] = (int)(next() >> 20) - 2048;
      b[i][j] = i * j - 30;
    }
  u64 trace = 0;
  for (int i = 0; i < 12; i++)
    for (int j = 0; j < 12; j++) {
      long sum = 0;
      for (int k = 0; k < 12; k++) sum += (long)a[i][k] * b[k][j];
      product[i][j] = sum;
      trace = trace * 7 + (u64)sum;
    }
  return trace;
}

static short halves[64];
static signed char bytes[64];
static u64 widths(void) {
  u64 h = 0;
  for (int i = 0; i < 64; i++) {
    halves[i] = (short)next();
    bytes[i] = (signed char)(next() >> 9);
  }
  for (int i = 0; i < 64; i++) {
    long x = halves[i], y = bytes[63 - i];
    h = (h << 7 | h >> 57) ^ (u64)(x * y + x / (y | 1) - x % 17);
    h += (u64)(u16)halves[i] << (i & 31);
    h ^= (u64)((u32)bytes[i] >> 3);
    h -= __builtin_bswap32((u32)x);
    h += x > y ? (u64)(x - y) : (u64)(y - x) * 3;
  }
  return h;
}

static u64 wide(void) {
  unsigned __int128 x = 1;
  for (int i = 0; i < 40; i++) x = x * 0x9e3779b97f4a7c15ul + (u64)i - (x >> 70);
  return (u64)(x >> 64) ^ (u64)x;
}

static u64 bits(void) {
  u64 sum = 0;
  for (int i = 0; i < 200; i++) {
    u64 x = (u64)next() << 32 | next();
    sum += (u64)__builtin_clzl(x | 1) * 3;
    sum ^= x & 0x00ff00ff00ff00fful;
    sum += x >> (i & 63) | x << (i % 50);
    sum ^= (u64)((long)x >> (i & 63));
    sum = sum & ~(x & 0xf0) ^ (u32)x >> 5;
  }
  return sum;
}

__attribute__((noinline)) static u64 machine(const u8 *code) {
  u64 x = 0;
  for (;; code++) switch (*code) {
      case 0: return x;
      case 1: x += 3; break;
      case 2: x *= 5; break;
      case 3: x ^= x >> 3; break;
      case 4: x = -x; break;
      case 5: x -= 1000; break;
      case 6: x = ~x << 1; break;
      case 7: x /= 3; break;
    }
}

void _start(void) {
  print("sieve", sieve());
  print("gcd", gcds());
  print("crc", crc(composite, sizeof composite));
  print("sort", sorted());
  print("fib", fib(17));
  print("strings", strings());
  print("matrix", matrix());
  print("widths", widths());
  print("wide", wide());
  print("bits", bits());
  print("machine", machine((const u8 *)"\1\2\3\1\6\2\4\7\5\3\2\1\7"));
  print("badf", (u64)-call(WRITE, 77, (long)line, 1));
  call(EXIT, 42, 0, 0);
  for (;;) {
  }
}
