/*
 * Computes digits of pi with long arithmetic.
 *
 * Stresses: integer division and remainder, each waiting for the one before; carries.
 *
 * pidigits [SCALE]: 500 digits at scale 1; the work grows as the square of the digits, and the
 * digits as the square root of SCALE.
 *
 * Check: Machin's formula and one of Gauss's agree on every digit.
 */
#include "guest.h"

#define BASE 10000u /* a limb holds four digits */
#define LIMB_DIGITS 4u
#define GUARD 3u /* limbs beyond the digits wanted, to take the rounding errors */
#define UNIT 125u /* limbs at scale 1 */

static uint32_t limbs; /* of a number: one before the point, the others behind it */

static uint32_t *new_number(void) {
  uint32_t *number = allocate(limbs * sizeof *number);
  memset(number, 0, limbs * sizeof *number);
  return number;
}

/* number /= divisor, from limb start on, where the first that is not 0 may be; returns its place. */
static uint32_t divide(uint32_t *number, uint32_t divisor, uint32_t start) {
  uint32_t rest = 0;
  for (uint32_t i = start; i < limbs; i++) {
    uint32_t value = rest * BASE + number[i];
    number[i] = value / divisor;
    rest = value % divisor;
  }
  while (start < limbs && number[start] == 0) {
    start++;
  }
  return start;
}

/* sum += number / divisor, or sum -= number / divisor. */
static void add_quotient(uint32_t *sum, const uint32_t *number, uint32_t divisor, uint32_t start,
                         bool negative) {
  uint32_t rest = 0;
  for (uint32_t i = start; i < limbs; i++) {
    uint32_t value = rest * BASE + number[i];
    uint32_t quotient = value / divisor;
    rest = value % divisor;
    sum[i] = negative ? sum[i] - quotient : sum[i] + quotient; /* carries wait for normalize */
  }
}

/* Brings every limb back into 0 .. BASE - 1; limbs are read as signed. */
static void normalize(uint32_t *number) {
  int32_t carry = 0;
  for (uint32_t i = limbs; i-- > 0;) {
    int32_t value = (int32_t)number[i] + carry;
    carry = value / (int32_t)BASE;
    value %= (int32_t)BASE;
    if (value < 0) {
      value += (int32_t)BASE;
      carry--;
    }
    number[i] = (uint32_t)value;
  }
}

/* sum += factor * arctan(1 / x), by 1/x - 1/3x^3 + 1/5x^5 - ... */
static void add_arctangent(uint32_t *sum, uint32_t factor, uint32_t x, bool negative) {
  uint32_t *power = new_number();
  power[0] = factor;
  uint32_t start = divide(power, x, 0);
  for (uint32_t k = 1; start < limbs; k += 2) {
    add_quotient(sum, power, k, start, negative);
    if (k % 1024 == 1) {
      normalize(sum);
    }
    negative = !negative;
    start = divide(power, x * x, start);
  }
  normalize(sum);
  release(power);
}

static uint32_t square_root_of(uint32_t n) {
  uint32_t root = 0;
  while ((uint64_t)(root + 1) * (root + 1) <= n) {
    root++;
  }
  return root;
}

int main(int argc, char **argv) {
  uint32_t scale = argument(argc, argv, 1, 1, 10000);
  uint32_t wanted = square_root_of(UNIT * UNIT * scale);
  limbs = 1 + wanted + GUARD;

  uint32_t *machin = new_number(); /* 16 arctan(1/5) - 4 arctan(1/239) */
  add_arctangent(machin, 16, 5, false);
  add_arctangent(machin, 4, 239, true);
  uint32_t *gauss = new_number(); /* 48 arctan(1/18) + 32 arctan(1/57) - 20 arctan(1/239) */
  add_arctangent(gauss, 48, 18, false);
  add_arctangent(gauss, 32, 57, false);
  add_arctangent(gauss, 20, 239, true);

  uint32_t checksum = CHECKSUM_START;
  bool ok = machin[0] == 3;
  for (uint32_t i = 0; i <= wanted; i++) {
    ok = ok && machin[i] == gauss[i];
    checksum = mix(checksum, machin[i]);
  }
  print("pidigits: %u.%04u%04u...%04u, %u digits ", (unsigned)machin[0], (unsigned)machin[1],
        (unsigned)machin[2], (unsigned)machin[wanted], (unsigned)(wanted * LIMB_DIGITS));
  return verdict(checksum, ok);
}
