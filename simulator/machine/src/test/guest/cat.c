/* Copies standard input to standard output, counting. */
#include <stdio.h>

int main(void) {
  int c, lines = 0;
  while ((c = getchar()) != EOF) {
    putchar(c);
    lines += c == '\n';
  }
  printf("%d lines\n", lines);
  return ferror(stdin) ? 1 : 0;
}
