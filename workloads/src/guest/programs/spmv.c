/*
 * Solves a sparse system by conjugate gradients.
 *
 * Stresses: sparse matrix by vector: double loads through an index array, short inner loops; dot
 * products, where each addition waits for the one before.
 *
 * spmv [SCALE [SIZE]]: SCALE systems from a grid of SIZE x SIZE points (default 12).
 *
 * Check: the residual of each solution, computed anew, is small beside the right-hand side.
 */
#include "guest.h"

#define MAX_ITERATIONS 5000u
#define TOLERANCE 1e-20 /* of squares */

/* Compressed rows: row i has the entries first[i] to first[i + 1] - 1. */
static uint32_t unknowns;
static uint32_t *first;
static uint32_t *column;
static double *entry;

/* The five-point Laplacian with a zero border, and a little more on the diagonal. */
static void build_matrix(uint32_t size) {
  unknowns = size * size;
  first = allocate((unknowns + 1) * sizeof *first);
  column = allocate(5 * unknowns * sizeof *column);
  entry = allocate(5 * unknowns * sizeof *entry);
  uint32_t used = 0;
  for (uint32_t row = 0; row < size; row++) {
    for (uint32_t col = 0; col < size; col++) {
      uint32_t at = row * size + col;
      const uint32_t neighbours[5] = {at - size, at - 1, at, at + 1, at + size};
      const bool present[5] = {row > 0, col > 0, true, col + 1 < size, row + 1 < size};
      first[at] = used;
      for (int i = 0; i < 5; i++) {
        if (present[i]) {
          column[used] = neighbours[i];
          entry[used++] = i == 2 ? 4.0625 : -1;
        }
      }
    }
  }
  first[unknowns] = used;
}

static void multiply(double *result, const double *vector) {
  for (uint32_t row = 0; row < unknowns; row++) {
    double sum = 0;
    for (uint32_t i = first[row]; i < first[row + 1]; i++) {
      sum += entry[i] * vector[column[i]];
    }
    result[row] = sum;
  }
}

static double dot(const double *a, const double *b) {
  double sum = 0;
  for (uint32_t i = 0; i < unknowns; i++) {
    sum += a[i] * b[i];
  }
  return sum;
}

static double *new_vector(void) {
  return allocate(unknowns * sizeof(double));
}

int main(int argc, char **argv) {
  uint32_t systems = argument(argc, argv, 1, 1, 1000000);
  uint32_t size = argument(argc, argv, 2, 12, 2048);
  build_matrix(size);
  double *right = new_vector();
  double *solution = new_vector();
  double *residual = new_vector();
  double *direction = new_vector();
  double *image = new_vector();
  uint32_t random = 22695477;
  uint32_t checksum = CHECKSUM_START;
  uint32_t iterations = 0;
  bool ok = true;
  for (uint32_t system = 0; system < systems; system++) {
    for (uint32_t i = 0; i < unknowns; i++) {
      right[i] = random_unit(&random) - 0.5;
      residual[i] = right[i];
      direction[i] = right[i];
      solution[i] = 0;
    }
    double start = dot(residual, residual);
    double square = start;
    for (uint32_t i = 0; i < MAX_ITERATIONS && square > TOLERANCE * start; i++) {
      multiply(image, direction);
      double step = square / dot(direction, image);
      for (uint32_t k = 0; k < unknowns; k++) {
        solution[k] += step * direction[k];
        residual[k] -= step * image[k];
      }
      double next = dot(residual, residual);
      double ratio = next / square;
      for (uint32_t k = 0; k < unknowns; k++) {
        direction[k] = residual[k] + ratio * direction[k];
      }
      square = next;
      iterations++;
    }
    multiply(image, solution);
    double error = 0;
    for (uint32_t i = 0; i < unknowns; i++) {
      double difference = right[i] - image[i];
      error += difference * difference;
    }
    ok = ok && error <= 100 * TOLERANCE * start;
    checksum = mix_double(checksum, solution[unknowns / 2]);
  }
  print("spmv: %u systems of %u unknowns, %u iterations ", (unsigned)systems, (unsigned)unknowns,
        (unsigned)iterations);
  return verdict(checksum, ok);
}
