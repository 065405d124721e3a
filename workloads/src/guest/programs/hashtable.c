/*
 * A hash table with linear probing: insertions, look-ups and deletions in random order.
 *
 * Stresses: random access to a table of tens of KiB, short probe loops that end unpredictably,
 * multiplicative hashing.
 *
 * hashtable [SCALE]: 30000 * SCALE operations.
 *
 * Check: a plain array, indexed by key, answers every operation as well.
 */
#include "guest.h"

#define SLOT_BITS 13
#define SLOTS (1u << SLOT_BITS)
#define KEYS 6000u /* at most: the table never gets fuller than three quarters */
#define EMPTY 0u

struct slot {
  uint32_t key; /* EMPTY, or a key from 1 on */
  uint32_t value;
};

static struct slot slots[SLOTS];
static uint32_t shadow[KEYS + 1]; /* the value of each key plus 1, or 0 */
static uint32_t stored;

static uint32_t home_of(uint32_t key) {
  return key * 0x9e3779b1u >> (32 - SLOT_BITS);
}

/* The slot that holds the key, or the empty one where it would go. */
static uint32_t find(uint32_t key) {
  uint32_t at = home_of(key);
  while (slots[at].key != key && slots[at].key != EMPTY) {
    at = (at + 1) & (SLOTS - 1);
  }
  return at;
}

static void insert(uint32_t key, uint32_t value) {
  uint32_t at = find(key);
  stored += slots[at].key == EMPTY;
  slots[at].key = key;
  slots[at].value = value;
}

/* Empties a slot and moves back those behind it which were pushed past it: no tombstones. */
static bool delete(uint32_t key) {
  uint32_t hole = find(key);
  if (slots[hole].key == EMPTY) {
    return false;
  }
  for (uint32_t at = hole;;) {
    at = (at + 1) & (SLOTS - 1);
    if (slots[at].key == EMPTY) {
      break;
    }
    uint32_t distance = (at - home_of(slots[at].key)) & (SLOTS - 1);
    if (distance >= ((at - hole) & (SLOTS - 1))) {
      slots[hole] = slots[at];
      hole = at;
    }
  }
  slots[hole].key = EMPTY;
  stored--;
  return true;
}

int main(int argc, char **argv) {
  uint32_t operations = 30000 * argument(argc, argv, 1, 1, 100000);
  uint32_t random = 77617;
  uint32_t checksum = CHECKSUM_START;
  bool ok = true;
  for (uint32_t i = 0; i < operations; i++) {
    uint32_t choice = random_next(&random);
    uint32_t key = 1 + random_below(&random, KEYS);
    if ((choice & 0x700) < 0x300) {
      uint32_t value = choice >> 16;
      insert(key, value);
      shadow[key] = value + 1;
    } else if ((choice & 0x700) < 0x600) {
      uint32_t at = find(key);
      uint32_t found = slots[at].key == EMPTY ? 0 : slots[at].value + 1;
      ok = ok && found == shadow[key];
      checksum = mix(checksum, found);
    } else {
      ok = ok && delete(key) == (shadow[key] != 0);
      shadow[key] = 0;
    }
  }
  uint32_t expected = 0;
  for (uint32_t key = 1; key <= KEYS; key++) {
    expected += shadow[key] != 0;
  }
  ok = ok && stored == expected;
  print("hashtable: %u operations, %u keys left ", (unsigned)operations, (unsigned)stored);
  return verdict(mix(checksum, stored), ok);
}
