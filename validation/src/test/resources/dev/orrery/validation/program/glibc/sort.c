// qsort, bsearch, and a binary tree of the library's.
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned state = 12345;
static unsigned next(void) { return state = state * 1103515245u + 12345u; }

static int by_number(const void *a, const void *b) {
  unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;
  return (x > y) - (x < y);
}

static int by_text(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static int depth_sum;
static void visit(const void *node, VISIT v, int depth) {
  if (v == postorder || v == leaf) depth_sum += depth;
}

int main(void) {
  enum { N = 3000 };
  static unsigned numbers[N];
  static char text[N][12];
  static char *texts[N];
  for (int i = 0; i < N; i++) {
    numbers[i] = next() >> 7;
    snprintf(text[i], sizeof text[i], "%u", next() % 100000);
    texts[i] = text[i];
  }
  qsort(numbers, N, sizeof *numbers, by_number);
  qsort(texts, N, sizeof *texts, by_text);
  unsigned hash = 0;
  for (int i = 0; i < N; i++) {
    if (i && numbers[i - 1] > numbers[i]) return 1;
    if (i && strcmp(texts[i - 1], texts[i]) > 0) return 2;
    hash = hash * 31 + numbers[i];
    for (const char *s = texts[i]; *s; s++) hash = hash * 31 + *s;
  }
  unsigned *found = bsearch(&numbers[1234], numbers, N, sizeof *numbers, by_number);
  void *root = NULL;
  for (int i = 0; i < 500; i++) tsearch(texts[(i * 7) % N], &root, (int (*)(const void *, const void *))strcmp);
  twalk(root, visit);
  printf("%08x %ld %d\n", hash, (long)(found - numbers), depth_sum);
  return 0;
}
