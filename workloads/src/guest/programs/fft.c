/*
 * Fast Fourier transforms of 512 complex numbers, there and back.
 *
 * Stresses: double-precision butterflies at strides that double from pass to pass, bit reversal.
 *
 * fft [SCALE]: 8 * SCALE transforms.
 *
 * Check: the way back returns to the start within rounding; Parseval's equation; a pure wave has
 * its whole power in one place.
 */
#include "guest.h"

#define BITS 9
#define SIZE (1u << BITS)
#define PAIRS 4u /* of transforms at scale 1 */
#define PI 0x1.921fb54442d18p+1

struct complex {
  double re, im;
};

static struct complex roots[SIZE / 2]; /* exp(-2 pi i k / SIZE) */
static struct complex data[SIZE];
static struct complex original[SIZE];

/* Series for a small angle: with 1/8 of a turn at most, ten terms are more than enough. */
static struct complex unit_vector(double angle) {
  struct complex result = {1, angle};
  double term = angle;
  for (int k = 2; k < 20; k += 2) {
    term = term * angle / k;
    double even = term;
    term = term * angle / (k + 1);
    bool minus = k % 4 == 2;
    result.re += minus ? -even : even;
    result.im += minus ? -term : term;
  }
  return result;
}

static void compute_roots(void) {
  for (uint32_t k = 0; k < SIZE / 2; k++) {
    /* Into the first eighth of a turn and back, so that the series stay short. */
    uint32_t quarter = k % (SIZE / 4);
    bool mirrored = quarter > SIZE / 8;
    uint32_t steps = mirrored ? SIZE / 4 - quarter : quarter;
    struct complex v = unit_vector(2 * PI * steps / SIZE);
    double c = mirrored ? v.im : v.re;
    double s = mirrored ? v.re : v.im;
    bool second = k >= SIZE / 4;
    roots[k].re = second ? -s : c;
    roots[k].im = second ? -c : -s;
  }
}

static void reverse_bits(void) {
  for (uint32_t i = 0, j = 0; i < SIZE; i++) {
    if (i < j) {
      struct complex saved = data[i];
      data[i] = data[j];
      data[j] = saved;
    }
    uint32_t bit = SIZE >> 1;
    while (bit != 0 && (j & bit) != 0) {
      j ^= bit;
      bit >>= 1;
    }
    j |= bit;
  }
}

/* direction is 1, or -1 for the way back (without the division by SIZE). */
static void transform(double direction) {
  reverse_bits();
  for (uint32_t half = 1; half < SIZE; half *= 2) {
    uint32_t stride = SIZE / 2 / half;
    for (uint32_t start = 0; start < SIZE; start += 2 * half) {
      for (uint32_t k = 0; k < half; k++) {
        struct complex w = roots[k * stride];
        double im = w.im * direction;
        struct complex *a = &data[start + k];
        struct complex *b = a + half;
        double re_part = b->re * w.re - b->im * im;
        double im_part = b->re * im + b->im * w.re;
        b->re = a->re - re_part;
        b->im = a->im - im_part;
        a->re += re_part;
        a->im += im_part;
      }
    }
  }
}

static double power(void) {
  double sum = 0;
  for (uint32_t i = 0; i < SIZE; i++) {
    sum += data[i].re * data[i].re + data[i].im * data[i].im;
  }
  return sum;
}

static bool wave_is_one_line(void) {
  uint32_t frequency = 37;
  for (uint32_t i = 0; i < SIZE; i++) {
    uint32_t k = i * frequency % SIZE;
    data[i].re = k < SIZE / 2 ? roots[k].re : -roots[k - SIZE / 2].re;
    data[i].im = k < SIZE / 2 ? -roots[k].im : roots[k - SIZE / 2].im;
  }
  transform(1);
  double line = data[frequency].re;
  return absolute(line - SIZE) < 1e-9 && absolute(power() - line * line) < 1e-6;
}

int main(int argc, char **argv) {
  uint32_t pairs = PAIRS * argument(argc, argv, 1, 1, 1000000);
  uint32_t random = 1664525;
  uint32_t checksum = CHECKSUM_START;
  compute_roots();
  bool ok = wave_is_one_line();
  for (uint32_t pair = 0; pair < pairs; pair++) {
    for (uint32_t i = 0; i < SIZE; i++) {
      data[i].re = random_unit(&random) - 0.5;
      data[i].im = random_unit(&random) - 0.5;
      original[i] = data[i];
    }
    double before = power();
    transform(1);
    double after = power() / SIZE;
    ok = ok && absolute(after - before) < 1e-10;
    checksum = mix_double(checksum, data[1 + pair % (SIZE - 1)].re);
    transform(-1);
    double error = 0;
    for (uint32_t i = 0; i < SIZE; i++) {
      error += absolute(data[i].re / SIZE - original[i].re);
      error += absolute(data[i].im / SIZE - original[i].im);
    }
    ok = ok && error < 1e-11;
    checksum = mix_double(checksum, error);
  }
  print("fft: %u transforms of %u ", (unsigned)(2 * pairs), (unsigned)SIZE);
  return verdict(checksum, ok);
}
