/*
 * Counts the ways to place queens on a board so that none attacks another.
 *
 * Stresses: recursion that carries its state in registers, calls and returns every few
 * instructions, loops over the bits of a word.
 *
 * queens [SCALE [SIZE]]: 3 * SCALE counts on a SIZE x SIZE board (default 9).
 *
 * Check: the known numbers of solutions.
 */
#include "guest.h"

#define MAX_SIZE 14
#define COUNTS 3u

static const uint32_t solutions[MAX_SIZE + 1] = {1,  1,   0,   0,    2,     10,    4,     40,
                                                 92, 352, 724, 2680, 14200, 73712, 365596};

static uint32_t visited;

/* Each bit is a column: taken, or attacked along the diagonals from the rows above. */
static uint32_t place(uint32_t all, uint32_t columns, uint32_t left, uint32_t right) {
  visited++;
  if (columns == all) {
    return 1;
  }
  uint32_t count = 0;
  uint32_t free = all & ~(columns | left | right);
  while (free != 0) {
    uint32_t queen = free & (0 - free);
    free ^= queen;
    count += place(all, columns | queen, (left | queen) << 1, (right | queen) >> 1);
  }
  return count;
}

int main(int argc, char **argv) {
  uint32_t rounds = COUNTS * argument(argc, argv, 1, 1, 1000000);
  uint32_t size = argument(argc, argv, 2, 9, MAX_SIZE);
  uint32_t checksum = CHECKSUM_START;
  uint32_t count = 0;
  bool ok = true;
  for (uint32_t round = 0; round < rounds; round++) {
    visited = 0;
    count = place((1u << size) - 1, 0, 0, 0);
    ok = ok && count == solutions[size];
    checksum = mix(checksum, visited);
  }
  print("queens: %u solutions on a board of %u ", (unsigned)count, (unsigned)size);
  return verdict(checksum, ok);
}
