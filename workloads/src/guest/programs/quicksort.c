/*
 * Sorts records with a general quicksort that compares through a function pointer.
 *
 * Stresses: indirect calls, recursion, comparisons that no predictor can guess, moves of small
 * structures.
 *
 * quicksort [SCALE]: SCALE times 1500 records, by each of three orders.
 *
 * Check: every neighbouring pair is in order and the sum over all records is as before.
 */
#include "guest.h"

#define RECORDS 1500u
#define INSERTION 12 /* ranges this short are left to insertion sort */

struct record {
  uint32_t key;
  uint32_t weight;
  char name[8];
};

typedef int (*comparator)(const struct record *, const struct record *);

static int by_key(const struct record *a, const struct record *b) {
  return (a->key > b->key) - (a->key < b->key);
}

static int by_weight_downwards(const struct record *a, const struct record *b) {
  return a->weight != b->weight ? (a->weight < b->weight) - (a->weight > b->weight) : by_key(a, b);
}

static int by_name(const struct record *a, const struct record *b) {
  int order = memcmp(a->name, b->name, sizeof a->name);
  return order != 0 ? order : by_key(a, b);
}

static const comparator orders[] = {by_key, by_weight_downwards, by_name};

static struct record records[RECORDS];

static void swap(struct record *a, struct record *b) {
  struct record saved = *a;
  *a = *b;
  *b = saved;
}

static void insertion_sort(struct record *low, struct record *high, comparator compare) {
  for (struct record *next = low + 1; next < high; next++) {
    struct record moving = *next;
    struct record *hole = next;
    while (hole > low && compare(&moving, hole - 1) < 0) {
      *hole = *(hole - 1);
      hole--;
    }
    *hole = moving;
  }
}

/* Sorts from low up to but not including high. */
static void quicksort(struct record *low, struct record *high, comparator compare) {
  while (high - low > INSERTION) {
    struct record *middle = low + (high - low) / 2;
    struct record *last = high - 1;
    if (compare(middle, low) < 0) {
      swap(middle, low);
    }
    if (compare(last, middle) < 0) {
      swap(last, middle);
      if (compare(middle, low) < 0) {
        swap(middle, low);
      }
    }
    struct record pivot = *middle;
    struct record *i = low;
    struct record *j = last;
    while (i <= j) {
      while (compare(i, &pivot) < 0) {
        i++;
      }
      while (compare(&pivot, j) < 0) {
        j--;
      }
      if (i <= j) {
        swap(i++, j--);
      }
    }
    /* Recursion takes the shorter side, so its depth stays logarithmic. */
    if (j - low < high - i) {
      quicksort(low, j + 1, compare);
      low = i;
    } else {
      quicksort(i, high, compare);
      high = j + 1;
    }
  }
  insertion_sort(low, high, compare);
}

static uint32_t sum_of_records(void) {
  uint32_t sum = 0;
  for (uint32_t i = 0; i < RECORDS; i++) {
    sum += mix(mix(records[i].key, records[i].weight), (uint32_t)records[i].name[0]);
  }
  return sum;
}

int main(int argc, char **argv) {
  uint32_t rounds = argument(argc, argv, 1, 1, 1000000);
  uint32_t random = 362436069;
  uint32_t checksum = CHECKSUM_START;
  bool ok = true;
  for (uint32_t round = 0; round < rounds; round++) {
    for (uint32_t i = 0; i < RECORDS; i++) {
      records[i].key = random_next(&random);
      records[i].weight = random_below(&random, 100);
      for (uint32_t c = 0; c < sizeof records[i].name; c++) {
        records[i].name[c] = (char)('a' + (records[i].key >> (3 * c) & 7));
      }
    }
    uint32_t before = sum_of_records();
    for (uint32_t order = 0; order < sizeof orders / sizeof *orders; order++) {
      quicksort(records, records + RECORDS, orders[order]);
      for (uint32_t i = 1; i < RECORDS; i++) {
        ok = ok && orders[order](&records[i - 1], &records[i]) <= 0;
      }
      checksum = mix(checksum, records[RECORDS / 3].key);
    }
    ok = ok && sum_of_records() == before;
  }
  print("quicksort: %u x %u records in 3 orders ", (unsigned)rounds, (unsigned)RECORDS);
  return verdict(checksum, ok);
}
