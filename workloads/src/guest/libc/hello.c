/*
 * Greets: the smallest program with a whole C library under it.
 *
 * Stresses: start-up: what static glibc does before main and after it.
 *
 * hello [NAME...]
 */
#include <stdio.h>

int main(int argc, char **argv) {
  if (argc < 2) {
    printf("Hello, world!\n");
  }
  for (int i = 1; i < argc; i++) {
    printf("Hello, %s!\n", argv[i]);
  }
  return 0;
}
