/*
 * Copies, scales, adds and combines long vectors.
 *
 * Stresses: double loads and stores with stride 1: memory bandwidth once the three vectors outgrow
 * the caches; hardly any dependence between iterations.
 *
 * stream [SCALE [SIZE]]: 8 * SCALE passes over three vectors of SIZE doubles (default 4000).
 *
 * Check: every element has gone through the same four operations as a single number beside it.
 */
#include "guest.h"

#define PASSES 8u

int main(int argc, char **argv) {
  uint32_t passes = PASSES * argument(argc, argv, 1, 1, 1000000);
  uint32_t size = argument(argc, argv, 2, 4000, 1u << 24);
  double *restrict a = allocate(size * sizeof *a);
  double *restrict b = allocate(size * sizeof *b);
  double *restrict c = allocate(size * sizeof *c);
  double one_a = 1.25, one_b = 2, one_c = 0;
  for (uint32_t i = 0; i < size; i++) {
    a[i] = one_a;
    b[i] = one_b;
    c[i] = one_c;
  }
  const double factor = 0.4375; /* small enough to keep the values bounded */
  for (uint32_t pass = 0; pass < passes; pass++) {
    for (uint32_t i = 0; i < size; i++) {
      c[i] = a[i];
    }
    for (uint32_t i = 0; i < size; i++) {
      b[i] = factor * c[i];
    }
    for (uint32_t i = 0; i < size; i++) {
      c[i] = a[i] + b[i];
    }
    for (uint32_t i = 0; i < size; i++) {
      a[i] = b[i] + factor * c[i];
    }
    one_b = factor * one_a;
    one_c = one_a + one_b;
    one_a = one_b + factor * one_c;
  }
  bool ok = true;
  for (uint32_t i = 0; i < size; i++) {
    ok = ok && a[i] == one_a && b[i] == one_b && c[i] == one_c;
  }
  uint32_t checksum = mix_double(mix_double(mix_double(CHECKSUM_START, a[0]), b[0]), c[0]);
  print("stream: %u passes over %u elements ", (unsigned)passes, (unsigned)size);
  return verdict(checksum, ok);
}
