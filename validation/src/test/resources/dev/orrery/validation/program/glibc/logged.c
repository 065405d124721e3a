/* What commit logs differ in, under glibc: roots and sines, rounding modes and flags, atomics of 2,
   4 and 8 bytes, misaligned accesses, memory from mmap. Linked with -static -lm -latomic. */
#include <fenv.h>
#include <math.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static atomic_int ai;
static atomic_long al;
static _Atomic unsigned short as16;

int main(int c, char **v) {
  double s = 0;
  float f = 1;
  uint64_t h = 1469598103934665603ull;
  for (int i = 1; i < 3000; i++) {
    s += sin(i) * sqrt(i) / cbrt(i + 0.5);
    f = f * 1.01f - (float)i / 7;
    h = (h ^ (uint64_t)(s * 1000)) * 1099511628211ull;
    atomic_fetch_add(&ai, i);
    atomic_fetch_xor(&al, h);
    atomic_fetch_add(&as16, 3);
    long e = al;
    atomic_compare_exchange_strong(&al, &e, e + 1);
    if (i % 500 == 0) {
      fesetround(i % 1000 ? FE_UPWARD : FE_TOWARDZERO);
      feclearexcept(FE_ALL_EXCEPT);
      volatile double z = s / 3;
      int fl = fetestexcept(FE_ALL_EXCEPT);
      h += fl + (long)z;
      fesetround(FE_TONEAREST);
    }
  }
  char *p = malloc(300000);
  memset(p, 7, 300000);
  uint64_t m;
  memcpy(&m, p + 1, 8);
  *(volatile uint32_t *)(p + 3) = 5;
  volatile int64_t d = c - 1;
  h += (d ? h / d : 0) + m;
  free(p);
  p = calloc(1, 300000);
  for (int i = 0; i < 300000; i += 4096) h += p[i];
  volatile double q = 0.0;
  printf("%f %g %016llx %d %ld %d %f\n", s, f, (unsigned long long)h, ai, (long)al, as16, 1 / q);
  return 5;
}
