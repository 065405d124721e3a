/*
 * Follows a linked list that visits its nodes in random order.
 *
 * Stresses: load latency, and nothing else: each address comes from the load before it. With NODES
 * larger than a cache, every step misses it; a sweep over NODES draws the memory hierarchy.
 *
 * listchase [SCALE [NODES]]: 250000 * SCALE steps through NODES nodes of 64 bytes (default 4096).
 *
 * Check: after as many steps as there are nodes the walk is back at its start for the first time,
 * and the sum of the values it met is that of all nodes.
 */
#include "guest.h"

struct node {
  struct node *next;
  uint32_t value;
  char padding[64 - sizeof(struct node *) - sizeof(uint32_t)];
};

/* Sattolo's shuffle: a random permutation that is one single cycle. */
static void link_in_cycle(struct node *nodes, uint32_t count, uint32_t *random) {
  uint32_t *order = allocate(count * sizeof *order);
  for (uint32_t i = 0; i < count; i++) {
    order[i] = i;
  }
  for (uint32_t i = count - 1; i > 0; i--) {
    uint32_t j = random_below(random, i);
    uint32_t saved = order[i];
    order[i] = order[j];
    order[j] = saved;
  }
  for (uint32_t i = 0; i < count; i++) {
    nodes[i].next = &nodes[order[i]];
    nodes[i].value = random_next(random);
  }
  release(order);
}

static uint32_t walk(const struct node **at, uint32_t steps) {
  const struct node *node = *at;
  uint32_t sum = 0;
  while (steps-- > 0) {
    sum += node->value;
    node = node->next;
  }
  *at = node;
  return sum;
}

int main(int argc, char **argv) {
  uint32_t scale = argument(argc, argv, 1, 1, 1000000);
  uint32_t count = argument(argc, argv, 2, 4096, 1u << 24);
  uint32_t random = 1181783497u;
  struct node *nodes = allocate(count * sizeof *nodes);
  link_in_cycle(nodes, count, &random);

  uint32_t expected = 0;
  for (uint32_t i = 0; i < count; i++) {
    expected += nodes[i].value;
  }
  uint32_t cycle = 0;
  const struct node *node = nodes;
  uint32_t sum = 0;
  do {
    sum += node->value;
    node = node->next;
    cycle++;
  } while (node != nodes && cycle <= count);
  bool ok = cycle == count && sum == expected;

  uint32_t checksum = CHECKSUM_START;
  const struct node *at = nodes;
  for (uint32_t i = 0; i < scale; i++) {
    checksum = mix(checksum, walk(&at, 250000));
  }
  print("listchase: %u x 250000 steps through %u nodes ", (unsigned)scale, (unsigned)count);
  return verdict(checksum, ok);
}
