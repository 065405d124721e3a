/*
 * Memory and text functions. The runtime is built with -fno-builtin and
 * -fno-tree-loop-distribute-patterns, without which the compiler would recognise these loops and
 * turn each function into a call of itself.
 */
#include "guest.h"

/* Words are read and written through this type, which may overlap objects of any other. */
typedef unsigned long __attribute__((may_alias)) word;

static bool both_aligned(const void *left, const void *right) {
  return (((uintptr_t)left | (uintptr_t)right) & (sizeof(word) - 1)) == 0;
}

/* Copies from the lowest address up, so the target may overlap what lies behind it. */
static void copy_upwards(unsigned char *target, const unsigned char *source, size_t count) {
  if (both_aligned(target, source)) {
    for (; count >= sizeof(word); count -= sizeof(word)) {
      *(word *)target = *(const word *)source;
      target += sizeof(word);
      source += sizeof(word);
    }
  }
  for (; count > 0; count--) {
    *target++ = *source++;
  }
}

void *memcpy(void *restrict to, const void *restrict from, size_t count) {
  copy_upwards(to, from, count);
  return to;
}

void *memmove(void *to, const void *from, size_t count) {
  unsigned char *target = to;
  const unsigned char *source = from;
  if (target <= source || target >= source + count) {
    copy_upwards(target, source, count);
  } else {
    while (count-- > 0) {
      target[count] = source[count];
    }
  }
  return to;
}

void *memset(void *to, int byte, size_t count) {
  unsigned char *target = to;
  word pattern = (unsigned char)byte * (~(word)0 / 255);
  for (; count > 0 && !both_aligned(target, NULL); count--) {
    *target++ = (unsigned char)byte;
  }
  for (; count >= sizeof(word); count -= sizeof(word)) {
    *(word *)target = pattern;
    target += sizeof(word);
  }
  for (; count > 0; count--) {
    *target++ = (unsigned char)byte;
  }
  return to;
}

int memcmp(const void *left, const void *right, size_t count) {
  const unsigned char *a = left;
  const unsigned char *b = right;
  for (; count > 0; count--, a++, b++) {
    if (*a != *b) {
      return *a - *b;
    }
  }
  return 0;
}

size_t strlen(const char *text) {
  const char *end = text;
  while (*end != '\0') {
    end++;
  }
  return (size_t)(end - text);
}

int strcmp(const char *left, const char *right) {
  while (*left != '\0' && *left == *right) {
    left++;
    right++;
  }
  return (unsigned char)*left - (unsigned char)*right;
}
