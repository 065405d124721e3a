/* Functions inlined into each other, loops that are unrolled, and a path that is never taken. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
  struct node *next;
  const char *name;
  int (*visit)(int);
};

static struct node *head;
static int hits[4][16];
const char *names[3] = {"a", "bc", "def"};
volatile unsigned char flag;

static inline int leaf(int x) { return x * 3 + 1; }

static inline int middle(int x) {
  int sum = 0;
  for (int i = 0; i < x; i++) {
    sum += leaf(i) ^ leaf(x);
  }
  return sum;
}

__attribute__((noinline)) static int outer(int x) {
  if (x & 1) {
    return middle(x) + leaf(x);
  }
  hits[x & 3][x & 15]++;
  return middle(x + 1);
}

static void fail(const char *why) {
  fprintf(stderr, "%s\n", why);
  abort();
}

int main(int argc, char **argv) {
  static long calls;
  for (int i = 0; i < argc + 5; i++) {
    struct node *n = malloc(sizeof *n);
    if (!n) fail("no memory");
    *n = (struct node){head, names[i % 3], outer};
    head = n;
  }
  int sum = flag;
  for (struct node *n = head; n; n = n->next) {
    sum += n->visit((int)strlen(n->name) + argc);
    calls++;
  }
  printf("%d %ld\n", sum, calls);
  return 0;
}
