// malloc, realloc, free and aligned blocks of all sizes, small bins to mmap.
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned state = 99;
static unsigned next(void) {
  state ^= state << 13;
  state ^= state >> 17;
  return state ^= state << 5;
}

int main(void) {
  enum { SLOTS = 300 };
  static unsigned char *block[SLOTS];
  static size_t size[SLOTS];
  unsigned long sum = 0;
  for (int i = 0; i < 12000; i++) {
    unsigned s = next() % SLOTS;
    for (size_t k = 0; k < size[s]; k += 97) {
      if (block[s][k] != (unsigned char)(s + k)) return 1;
    }
    size_t n = next() % 8 ? next() % 300 : next() % 100 ? next() % 20000 : next() % 400000;
    switch (next() % 4) {
      case 0:
        free(block[s]);
        block[s] = NULL;
        size[s] = 0;
        continue;
      case 1:
        free(block[s]);
        block[s] = aligned_alloc(64, (n + 63) / 64 * 64);
        if ((uintptr_t)block[s] % 64) return 2;
        break;
      default:
        block[s] = realloc(block[s], n ? n : 1);
        break;
    }
    if (!block[s]) return 3;
    size[s] = n;
    for (size_t k = 0; k < n; k += 97) block[s][k] = (unsigned char)(s + k);
    sum = sum * 17 + n;
  }
  for (int s = 0; s < SLOTS; s++) free(block[s]);
  malloc_trim(0);
  void *huge = calloc(1 << 16, 100);
  printf("%lu %d\n", sum, huge != NULL && ((char *)huge)[6000000] == 0);
  free(huge);
  return 0;
}
