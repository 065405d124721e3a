/* Arguments, environment, streams and the exit code. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
  printf("hello, %d arguments\n", argc);
  for (int i = 1; i < argc; i++) printf("%d: [%s]\n", i, argv[i]);
  printf("HOME=%s\n", getenv("HOME") ? getenv("HOME") : "(none)");
  fprintf(stderr, "on stderr\n");
  return 42;
}
