/*
 * A heap: segregated free lists over memory from brk. A block carries its size class in the eight
 * bytes before it, so that release needs no search. Blocks are never split or merged; the programs
 * ask for few different sizes.
 */
#include "guest.h"

#define HEADER 8u
#define STEP 16u         /* classes 0 to 31 hold blocks of 16, 32, ... 512 bytes with header */
#define SMALL_CLASSES 32u
#define CLASSES 64u      /* the others hold powers of two from 1024 on */
#define GROWTH (64u * 1024)

struct block {
  struct block *next; /* overlays the payload of a free block */
};

static struct block *free_lists[CLASSES];
static uintptr_t heap_next;
static uintptr_t heap_end;

static uintptr_t carve(size_t size) {
  if (heap_end == 0) {
    heap_next = (sys_brk(0) + STEP - 1) & ~(uintptr_t)(STEP - 1);
    heap_end = heap_next;
  }
  if (heap_end - heap_next < size) {
    uintptr_t wanted = heap_next + ((size + GROWTH - 1) & ~(size_t)(GROWTH - 1));
    if (wanted < heap_next || sys_brk(wanted) < wanted) {
      die("out of memory", "");
    }
    heap_end = wanted;
  }
  uintptr_t start = heap_next;
  heap_next += size;
  return start;
}

void *allocate(size_t size) {
  if (size > SIZE_MAX / 4) {
    die("out of memory", "");
  }
  size_t total = size + HEADER;
  uint32_t class;
  if (total <= SMALL_CLASSES * STEP) {
    class = (uint32_t)((total - 1) / STEP);
    total = (class + 1) * STEP;
  } else {
    class = SMALL_CLASSES;
    size_t power = 2 * SMALL_CLASSES * STEP;
    while (power < total) {
      power *= 2;
      class ++;
    }
    total = power;
  }
  struct block *block = free_lists[class];
  if (block != NULL) {
    free_lists[class] = block->next;
    return block;
  }
  uintptr_t start = carve(total);
  *(uint32_t *)start = class;
  return (void *)(start + HEADER);
}

void release(void *memory) {
  if (memory == NULL) {
    return;
  }
  uint32_t class = *(uint32_t *)((uintptr_t)memory - HEADER);
  struct block *block = memory;
  block->next = free_lists[class];
  free_lists[class] = block;
}
