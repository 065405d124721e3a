/*
 * Functions that do little but call: Takeuchi's and Ackermann's, and mutual recursion.
 *
 * Stresses: calls and returns, the stack, the prediction of returns: at shallow depth, and
 * some hundred calls deep.
 *
 * calls [SCALE]: SCALE rounds.
 *
 * Check: closed forms: tak(x, y, z) is y if x <= y, else z if y <= z, else x; ack(2, n) is 2n + 3.
 */
#include "guest.h"

__attribute__((noinline)) static int32_t tak(int32_t x, int32_t y, int32_t z) {
  if (x <= y) {
    return y;
  }
  return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y));
}

static int32_t tak_closed(int32_t x, int32_t y, int32_t z) {
  return x <= y ? y : y <= z ? z : x;
}

__attribute__((noinline)) static uint32_t ackermann(uint32_t m, uint32_t n) {
  if (m == 0) {
    return n + 1;
  }
  return ackermann(m - 1, n == 0 ? 1 : ackermann(m, n - 1));
}

/* Hofstadter's female and male sequences, each defined by the other. */
__attribute__((noinline)) static uint32_t male(uint32_t n);

__attribute__((noinline)) static uint32_t female(uint32_t n) {
  return n == 0 ? 1 : n - male(female(n - 1));
}

__attribute__((noinline)) static uint32_t male(uint32_t n) {
  return n == 0 ? 0 : n - female(male(n - 1));
}

int main(int argc, char **argv) {
  uint32_t rounds = argument(argc, argv, 1, 1, 1000000);
  uint32_t checksum = CHECKSUM_START;
  bool ok = true;
  for (uint32_t round = 0; round < rounds; round++) {
    int32_t x = 14 + (int32_t)(round % 3);
    int32_t z = 5 + (int32_t)(round % 2);
    int32_t taken = tak(x, 10, z);
    ok = ok && taken == tak_closed(x, 10, z);
    uint32_t n = 150 + round % 50;
    uint32_t deep = ackermann(2, n);
    ok = ok && deep == 2 * n + 3;
    uint32_t f = female(40 + round % 8);
    uint32_t m = male(40 + round % 8);
    ok = ok && f - m <= 1; /* they differ at Fibonacci numbers only */
    checksum = mix(mix(checksum, (uint32_t)taken), f * 1000 + m);
  }
  print("calls: %u rounds ", (unsigned)rounds);
  return verdict(checksum, ok);
}
