/*
 * Counts the iterations of the Mandelbrot set's points.
 *
 * Stresses: double-precision multiply and add with a branch that compares doubles each iteration,
 * and counts that nobody can predict.
 *
 * mandelbrot [SCALE]: 12 * SCALE rows of 64 points, up to 100 iterations.
 *
 * Check: rows above and below the real axis have equal counts, and the part of the points that stay
 * is about that of the set's area, 1.5066.
 */
#include "guest.h"

#define COLUMNS 64u
#define ROWS 12u
#define ITERATIONS 100u

static uint32_t iterations(double re, double im) {
  double x = 0, y = 0;
  for (uint32_t i = 0; i < ITERATIONS; i++) {
    double xx = x * x, yy = y * y;
    if (xx + yy > 4) {
      return i;
    }
    y = 2 * (x * y) + im;
    x = xx - yy + re;
  }
  return ITERATIONS;
}

int main(int argc, char **argv) {
  uint32_t rows = ROWS * argument(argc, argv, 1, 1, 1000000);
  uint32_t checksum = CHECKSUM_START;
  uint32_t inside = 0;
  bool ok = true;
  for (uint32_t row = 0; row < rows / 2; row++) {
    /* The window is [-2, 0.5] x [-1.25, 1.25], points in the middle of their squares. */
    double im = 1.25 * ((double)(2 * row + 1) / rows);
    for (uint32_t column = 0; column < COLUMNS; column++) {
      double re = -2 + 2.5 * ((column + 0.5) / COLUMNS);
      uint32_t above = iterations(re, im);
      uint32_t below = iterations(re, -im);
      ok = ok && above == below;
      inside += 2 * (above == ITERATIONS);
      checksum = mix(checksum, above);
    }
  }
  double area = 6.25 * inside / ((double)rows * COLUMNS);
  ok = ok && area > 1.3 && area < 1.7;
  print("mandelbrot: %u rows, %u points stay ", (unsigned)rows, (unsigned)inside);
  return verdict(checksum, ok);
}
