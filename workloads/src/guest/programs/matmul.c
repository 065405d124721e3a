/*
 * Multiplies integer matrices, row by column.
 *
 * Stresses: multiply-add, one stream with stride 1 and one with the stride of a row, so that the
 * second misses the cache once the matrices outgrow it. The loop order is left as in the textbook:
 * interchanging the two inner loops is an exercise.
 *
 * matmul [SCALE [SIZE]]: SCALE products of SIZE x SIZE matrices (default 48).
 *
 * Check: Freivalds' test on every product: for a random vector r, C r must equal A (B r).
 */
#include "guest.h"

static size_t size;

static void multiply(uint32_t *product, const uint32_t *left, const uint32_t *right) {
  for (size_t i = 0; i < size; i++) {
    for (size_t j = 0; j < size; j++) {
      uint32_t sum = 0;
      for (size_t k = 0; k < size; k++) {
        sum += left[i * size + k] * right[k * size + j];
      }
      product[i * size + j] = sum;
    }
  }
}

static void apply(uint32_t *result, const uint32_t *matrix, const uint32_t *vector) {
  for (size_t i = 0; i < size; i++) {
    uint32_t sum = 0;
    for (size_t j = 0; j < size; j++) {
      sum += matrix[i * size + j] * vector[j];
    }
    result[i] = sum;
  }
}

static uint32_t *words(size_t count) {
  return allocate(count * sizeof(uint32_t));
}

int main(int argc, char **argv) {
  uint32_t products = argument(argc, argv, 1, 1, 1000000);
  size = argument(argc, argv, 2, 48, 2048);
  size_t elements = size * size;
  uint32_t *left = words(elements);
  uint32_t *right = words(elements);
  uint32_t *product = words(elements);
  uint32_t *vector = words(size);
  uint32_t *half_way = words(size);
  uint32_t *one_way = words(size);
  uint32_t *other_way = words(size);

  uint32_t random = 2463534242u;
  for (size_t i = 0; i < elements; i++) {
    left[i] = random_next(&random);
    right[i] = random_next(&random);
  }
  bool ok = true;
  uint32_t checksum = CHECKSUM_START;
  for (uint32_t round = 0; round < products; round++) {
    multiply(product, left, right);
    for (size_t i = 0; i < size; i++) {
      vector[i] = random_next(&random);
    }
    apply(half_way, right, vector);
    apply(one_way, left, half_way);
    apply(other_way, product, vector);
    ok = ok && memcmp(one_way, other_way, size * sizeof *one_way) == 0;
    for (size_t i = 0; i < size; i++) {
      checksum = mix(checksum, other_way[i]);
    }
    /* The next product starts from this one; fresh low bits make up for those that shift out. */
    for (size_t i = 0; i < elements; i++) {
      left[i] = product[i] ^ (uint32_t)(i + round);
    }
  }
  print("matmul: %u products of %u x %u ", (unsigned)products, (unsigned)size, (unsigned)size);
  return verdict(checksum, ok);
}
