/*
 * Builds, walks and frees binary trees beside one that lives on.
 *
 * Stresses: allocation and release of small blocks, recursion with few instructions per call, and
 * memory that loses its order as blocks are reused.
 *
 * bintrees [SCALE [DEPTH]]: SCALE rounds with trees of the given depth (default 11).
 *
 * Check: every tree counts as many nodes as its depth says; the long-lived tree holds the values
 * with which it was built; and what is freed is used again, so memory does not grow.
 */
#include "guest.h"

struct node {
  struct node *left;
  struct node *right;
  uint32_t value;
};

static uint32_t live;
static uint32_t most_live;

static struct node *build(uint32_t depth, uint32_t value) {
  struct node *node = allocate(sizeof *node);
  live++;
  if (live > most_live) {
    most_live = live;
  }
  node->value = value;
  node->left = depth == 0 ? NULL : build(depth - 1, 2 * value);
  node->right = depth == 0 ? NULL : build(depth - 1, 2 * value + 1);
  return node;
}

static uint32_t count(const struct node *node) {
  return node == NULL ? 0 : 1 + count(node->left) + count(node->right);
}

static uint32_t sum(const struct node *node) {
  return node == NULL ? 0 : node->value + sum(node->left) + sum(node->right);
}

static void destroy(struct node *node) {
  if (node != NULL) {
    destroy(node->left);
    destroy(node->right);
    release(node);
    live--;
  }
}

/* Exchanges the two sides where the random bits say so: the same nodes in another order. */
static void shuffle(struct node *node, uint32_t *random) {
  if (node == NULL) {
    return;
  }
  if (random_next(random) & 0x10000) {
    struct node *left = node->left;
    node->left = node->right;
    node->right = left;
  }
  shuffle(node->left, random);
  shuffle(node->right, random);
}

/* Nodes are numbered as in a heap, from 1 on, so a whole tree of n nodes sums to n (n + 1) / 2. */
static uint32_t triangle(uint32_t n) {
  return (uint32_t)((uint64_t)n * (n + 1) / 2);
}

int main(int argc, char **argv) {
  uint32_t rounds = argument(argc, argv, 1, 1, 1000000);
  uint32_t depth = argument(argc, argv, 2, 11, 24);
  uint32_t random = 2891336453u;
  uint32_t checksum = CHECKSUM_START;
  uint32_t size = (2u << depth) - 1;
  struct node *old = build(depth, 1);
  bool ok = true;
  for (uint32_t round = 0; round < rounds; round++) {
    shuffle(old, &random);
    for (uint32_t d = depth > 4 ? depth - 4 : 1; d < depth; d++) {
      struct node *one = build(d, 1);
      struct node *two = build(d, round);
      ok = ok && count(one) == (2u << d) - 1 && count(two) == count(one);
      ok = ok && sum(one) == triangle((2u << d) - 1);
      checksum = mix(checksum, sum(two));
      /* Freed in an order that depends on chance, the blocks come back shuffled. */
      bool first = random_next(&random) & 0x10000;
      destroy(first ? one : two);
      destroy(first ? two : one);
    }
    ok = ok && count(old) == size && sum(old) == triangle(size);
    checksum = mix(checksum, old->left->value);
  }
  destroy(old);
  uint32_t bound = size + 2 * ((2u << (depth - 1)) - 1);
  ok = ok && live == 0 && most_live <= bound;
  print("bintrees: %u rounds at depth %u, %u nodes at most ", (unsigned)rounds, (unsigned)depth,
        (unsigned)most_live);
  return verdict(checksum, ok);
}
