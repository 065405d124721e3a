/*
 * Solves dense systems by Gaussian elimination with partial pivoting.
 *
 * Stresses: double-precision multiply and add along rows, a search for the largest element, a
 * division per row.
 *
 * linpack [SCALE [SIZE]]: SCALE systems of SIZE equations (default 48).
 *
 * Check: the residual, divided by the norms and the unit of rounding, is of the order of 1.
 */
#include "guest.h"

static size_t size;

static void swap_rows(double *matrix, double *right, size_t a, size_t b) {
  for (size_t k = 0; k < size; k++) {
    double saved = matrix[a * size + k];
    matrix[a * size + k] = matrix[b * size + k];
    matrix[b * size + k] = saved;
  }
  double saved = right[a];
  right[a] = right[b];
  right[b] = saved;
}

/* Turns the matrix into an upper triangle and right into the solution. */
static void solve(double *matrix, double *right) {
  for (size_t step = 0; step < size; step++) {
    size_t pivot = step;
    for (size_t row = step + 1; row < size; row++) {
      if (absolute(matrix[row * size + step]) > absolute(matrix[pivot * size + step])) {
        pivot = row;
      }
    }
    if (pivot != step) {
      swap_rows(matrix, right, pivot, step);
    }
    const double *restrict source = matrix + step * size;
    for (size_t row = step + 1; row < size; row++) {
      double *restrict target = matrix + row * size;
      double factor = target[step] / source[step];
      for (size_t k = step + 1; k < size; k++) {
        target[k] -= factor * source[k];
      }
      right[row] -= factor * right[step];
    }
  }
  for (size_t row = size; row-- > 0;) {
    double sum = right[row];
    for (size_t k = row + 1; k < size; k++) {
      sum -= matrix[row * size + k] * right[k];
    }
    right[row] = sum / matrix[row * size + row];
  }
}

static double larger(double a, double b) {
  return a > b ? a : b;
}

int main(int argc, char **argv) {
  uint32_t systems = argument(argc, argv, 1, 1, 1000000);
  size = argument(argc, argv, 2, 48, 2048);
  size_t elements = size * size;
  double *matrix = allocate(elements * sizeof *matrix);
  double *saved = allocate(elements * sizeof *saved);
  double *solution = allocate(size * sizeof *solution);
  double *right = allocate(size * sizeof *right);
  uint32_t random = 134775813;
  uint32_t checksum = CHECKSUM_START;
  double worst = 0;
  for (uint32_t system = 0; system < systems; system++) {
    double largest = 0;
    for (size_t i = 0; i < elements; i++) {
      matrix[i] = random_unit(&random) - 0.5;
      saved[i] = matrix[i];
      largest = larger(largest, absolute(matrix[i]));
    }
    for (size_t i = 0; i < size; i++) {
      right[i] = random_unit(&random) - 0.5;
      solution[i] = right[i];
    }
    solve(matrix, solution);
    double residual = 0;
    double norm = 0;
    for (size_t row = 0; row < size; row++) {
      double sum = -right[row];
      for (size_t k = 0; k < size; k++) {
        sum += saved[row * size + k] * solution[k];
      }
      residual = larger(residual, absolute(sum));
      norm = larger(norm, absolute(solution[row]));
    }
    worst = larger(worst, residual / (size * largest * norm * 0x1p-52));
    checksum = mix_double(checksum, solution[0]);
  }
  print("linpack: %u systems of %u equations ", (unsigned)systems, (unsigned)size);
  return verdict(checksum, worst < 16);
}
