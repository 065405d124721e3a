/*
 * Correctly rounded square roots for machines without floating-point hardware, where the compiler
 * calls these by their standard names. Elsewhere they are not linked.
 */
#include "guest.h"

double sqrt(double x);
float sqrtf(float x);

/* The integer square root of value * 4^extra, digit by digit, for a value below 4^pairs. */
static uint64_t root(uint64_t value, int pairs, int extra) {
  uint64_t result = 0;
  uint64_t remainder = 0;
  for (int i = pairs - 1; i >= -extra; i--) {
    uint64_t digit = i >= 0 ? (value >> (2 * i)) & 3 : 0;
    remainder = remainder << 2 | digit;
    uint64_t trial = result << 2 | 1;
    result <<= 1;
    if (remainder >= trial) {
      remainder -= trial;
      result |= 1;
    }
  }
  return result;
}

double sqrt(double x) {
  const uint64_t fraction_mask = ((uint64_t)1 << 52) - 1;
  uint64_t bits = double_bits(x);
  int exponent = (int)(bits >> 52) & 0x7ff;
  if (x < 0) {
    return (x - x) / (x - x); /* NaN, and the invalid flag where there are flags */
  }
  if (x == 0 || exponent == 0x7ff) {
    return x; /* zeros keep their sign */
  }
  uint64_t fraction = bits & fraction_mask;
  if (exponent == 0) {
    exponent = 1;
    while (fraction >> 52 == 0) {
      fraction <<= 1;
      exponent--;
    }
  } else {
    fraction |= fraction_mask + 1;
  }
  exponent -= 1023;
  if (exponent & 1) {
    fraction <<= 1;
    exponent--;
  }
  /* fraction is in [2^52, 2^54): 27 pairs. 27 more give 54 bits: the 53 wanted and one to round. */
  uint64_t digits = root(fraction, 27, 27);
  /* A tie cannot be: an odd 54-bit root has a square with more digits than fraction has. */
  uint64_t rounded = (digits + 1) >> 1;
  uint64_t result = ((uint64_t)(exponent / 2 + 1022) << 52) + rounded;
  double value;
  __builtin_memcpy(&value, &result, sizeof value);
  return value;
}

float sqrtf(float x) {
  /* Rounding twice is harmless here: 53 bits are more than 2 * 24 + 2. */
  return (float)sqrt((double)x);
}
