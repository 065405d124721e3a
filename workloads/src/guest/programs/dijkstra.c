/*
 * Shortest paths in a random graph, with a binary heap.
 *
 * Stresses: irregular loads through index arrays, heap moves with data-dependent branches.
 *
 * dijkstra [SCALE]: 3 * SCALE starting points in a graph of 1000 nodes and 5000 arcs.
 *
 * Check: no arc offers a shorter way, and each node but the start has an arc that explains its
 * distance exactly.
 */
#include "guest.h"

#define NODES 1000u
#define ARCS 5000u
#define STARTS 3u
#define FAR 0xffffffffu

/* Compressed rows: the arcs of node n are first[n] to first[n + 1] - 1. */
static uint32_t first[NODES + 1];
static uint32_t target[ARCS];
static uint32_t length[ARCS];

static uint32_t distance[NODES];
static uint32_t heap[NODES];  /* node numbers, nearest first */
static uint32_t place[NODES]; /* of each node in the heap, or FAR */
static uint32_t heap_size;

static void make_graph(uint32_t *random) {
  static uint32_t from[ARCS], to[ARCS];
  for (uint32_t i = 0; i < ARCS; i++) {
    /* A ring through all nodes makes each reachable; the other arcs go anywhere. */
    from[i] = i < NODES ? i : random_below(random, NODES);
    to[i] = i < NODES ? (i + 1) % NODES : random_below(random, NODES);
    first[from[i] + 1]++;
  }
  for (uint32_t n = 0; n < NODES; n++) {
    first[n + 1] += first[n];
  }
  static uint32_t filled[NODES];
  for (uint32_t i = 0; i < ARCS; i++) {
    uint32_t at = first[from[i]] + filled[from[i]]++;
    target[at] = to[i];
    length[at] = 1 + random_below(random, i < NODES ? 4000 : 1000);
  }
}

static void rise(uint32_t at) {
  uint32_t node = heap[at];
  while (at > 0 && distance[heap[(at - 1) / 2]] > distance[node]) {
    heap[at] = heap[(at - 1) / 2];
    place[heap[at]] = at;
    at = (at - 1) / 2;
  }
  heap[at] = node;
  place[node] = at;
}

static void sink(uint32_t at) {
  uint32_t node = heap[at];
  for (;;) {
    uint32_t child = 2 * at + 1;
    if (child >= heap_size) {
      break;
    }
    if (child + 1 < heap_size && distance[heap[child + 1]] < distance[heap[child]]) {
      child++;
    }
    if (distance[heap[child]] >= distance[node]) {
      break;
    }
    heap[at] = heap[child];
    place[heap[at]] = at;
    at = child;
  }
  heap[at] = node;
  place[node] = at;
}

static void shortest_paths(uint32_t start) {
  for (uint32_t n = 0; n < NODES; n++) {
    distance[n] = FAR;
    place[n] = FAR;
  }
  distance[start] = 0;
  heap[0] = start;
  place[start] = 0;
  heap_size = 1;
  while (heap_size > 0) {
    uint32_t node = heap[0];
    heap[0] = heap[--heap_size];
    if (heap_size > 0) {
      sink(0);
    }
    for (uint32_t arc = first[node]; arc < first[node + 1]; arc++) {
      uint32_t other = target[arc];
      uint32_t through = distance[node] + length[arc];
      if (through < distance[other]) {
        if (distance[other] == FAR) {
          place[other] = heap_size;
          heap[heap_size++] = other;
        }
        distance[other] = through;
        rise(place[other]);
      }
    }
  }
}

static bool is_shortest(uint32_t start) {
  static bool explained[NODES];
  memset(explained, 0, sizeof explained);
  explained[start] = true;
  for (uint32_t n = 0; n < NODES; n++) {
    for (uint32_t arc = first[n]; arc < first[n + 1]; arc++) {
      uint32_t through = distance[n] + length[arc];
      if (through < distance[target[arc]]) {
        return false;
      }
      explained[target[arc]] |= through == distance[target[arc]];
    }
  }
  bool all = distance[start] == 0;
  for (uint32_t n = 0; n < NODES; n++) {
    all = all && explained[n] && distance[n] != FAR;
  }
  return all;
}

int main(int argc, char **argv) {
  uint32_t starts = STARTS * argument(argc, argv, 1, 1, 1000000);
  uint32_t random = 69069;
  uint32_t checksum = CHECKSUM_START;
  bool ok = true;
  make_graph(&random);
  for (uint32_t i = 0; i < starts; i++) {
    uint32_t start = random_below(&random, NODES);
    shortest_paths(start);
    ok = ok && is_shortest(start);
    for (uint32_t n = 0; n < NODES; n += 7) {
      checksum = mix(checksum, distance[n]);
    }
  }
  print("dijkstra: %u starts, %u nodes, %u arcs ", (unsigned)starts, (unsigned)NODES,
        (unsigned)ARCS);
  return verdict(checksum, ok);
}
