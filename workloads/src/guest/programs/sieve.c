/*
 * Counts primes with a segmented sieve of Eratosthenes.
 *
 * Stresses: byte stores at growing strides inside a first-level cache (segments of 32 KiB), short
 * counted loops, and a scan whose branch is true less and less often.
 *
 * sieve [SCALE]: primes below 300000 * SCALE.
 *
 * Check: Lucy_Hedgehog's recurrence counts the same primes by another way, without a sieve.
 */
#include "guest.h"

#define UNIT 300000u
#define MAX_SCALE 14000u /* the limit stays below 2^32 */
#define SEGMENT 32768u   /* odd numbers in a segment */

static uint8_t composite[SEGMENT];

static uint32_t integer_root(uint32_t n) {
  uint32_t root = 0;
  for (uint32_t bit = 1u << 15; bit != 0; bit >>= 1) {
    if ((root | bit) * (root | bit) <= n) {
      root |= bit;
    }
  }
  return root;
}

/* Odd primes from 3 to limit, by trial division; returns how many. */
static uint32_t small_primes(uint32_t *primes, uint32_t limit) {
  uint32_t count = 0;
  for (uint32_t n = 3; n <= limit; n += 2) {
    bool prime = true;
    for (uint32_t i = 0; i < count && primes[i] * primes[i] <= n && prime; i++) {
      prime = n % primes[i] != 0;
    }
    if (prime) {
      primes[count++] = n;
    }
  }
  return count;
}

static uint32_t count_by_sieve(uint32_t limit, uint32_t *checksum) {
  uint32_t root = integer_root(limit - 1);
  uint32_t *primes = allocate((root / 2 + 1) * sizeof *primes);
  uint32_t *next = allocate((root / 2 + 1) * sizeof *next);
  uint32_t known = small_primes(primes, root);
  for (uint32_t i = 0; i < known; i++) {
    next[i] = primes[i] * primes[i] / 2; /* the index of an odd number n is n / 2 */
  }
  uint32_t count = 1; /* the prime 2 */
  uint32_t end = limit / 2;
  for (uint32_t low = 0; low < end; low += SEGMENT) {
    uint32_t size = end - low < SEGMENT ? end - low : SEGMENT;
    memset(composite, 0, size);
    for (uint32_t i = 0; i < known; i++) {
      uint32_t prime = primes[i];
      uint32_t at = next[i];
      for (; at < size; at += prime) {
        composite[at] = 1;
      }
      next[i] = at - size;
    }
    if (low == 0) {
      composite[0] = 1; /* 1 is no prime */
    }
    for (uint32_t i = 0; i < size; i++) {
      if (!composite[i]) {
        count++;
      }
    }
    *checksum = mix(*checksum, count);
  }
  release(next);
  release(primes);
  return count;
}

/*
 * small[v] and large[k] hold how many numbers from 2 to v, and from 2 to n / k, no prime so far
 * divides; a prime p takes away those of which p is the smallest divisor.
 */
static uint32_t count_by_recurrence(uint32_t n) {
  uint32_t root = integer_root(n);
  uint32_t *small = allocate((root + 1) * sizeof *small);
  uint32_t *large = allocate((root + 1) * sizeof *large);
  for (uint32_t i = 1; i <= root; i++) {
    small[i] = i - 1;
    large[i] = n / i - 1;
  }
  for (uint32_t p = 2; p <= root; p++) {
    if (small[p] == small[p - 1]) {
      continue;
    }
    uint32_t below = small[p - 1];
    uint32_t square = p * p;
    for (uint32_t k = 1; k <= root && n / k >= square; k++) {
      uint32_t rest = n / k / p;
      large[k] -= (rest <= root ? small[rest] : large[k * p]) - below;
    }
    for (uint32_t v = root; v >= square; v--) {
      small[v] -= small[v / p] - below;
    }
  }
  uint32_t count = large[1];
  release(large);
  release(small);
  return count;
}

int main(int argc, char **argv) {
  uint32_t limit = UNIT * argument(argc, argv, 1, 1, MAX_SCALE);
  uint32_t checksum = CHECKSUM_START;
  uint32_t count = count_by_sieve(limit, &checksum);
  bool ok = count == count_by_recurrence(limit - 1);
  print("sieve: %u primes below %u ", (unsigned)count, (unsigned)limit);
  return verdict(mix(checksum, count), ok);
}
