/* What programs do without a system: malloc, sorting, formatting, strings. */
#include <errno.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b) {
  return *(const int *)a < *(const int *)b ? -1 : *(const int *)a > *(const int *)b;
}

int main(void) {
  setlocale(LC_ALL, "");
  int n = 500;
  int *v = malloc(n * sizeof *v);
  unsigned x = 12345;
  for (int i = 0; i < n; i++) v[i] = (int)((x = x * 1103515245u + 12345u) >> 8) % 10000;
  qsort(v, n, sizeof *v, compare);
  for (int i = 0; i < n; i += 50) printf("%d ", v[i]);
  putchar('\n');
  v = realloc(v, 3000000 * sizeof *v);
  v[2999999] = 7;
  v = realloc(v, 16);
  free(v);
  char *huge = malloc((size_t)1 << 45);
  printf("huge: %s\n", huge ? "got it" : strerror(errno));
  double values[] = {0.0, -0.0, 1.0 / 3, 1e300, 5e-324, 123456.789, INFINITY, NAN};
  for (unsigned i = 0; i < sizeof values / sizeof *values; i++) {
    printf("%g %.17g %a %10.3f\n", values[i], values[i], values[i], values[i]);
    printf("sqrt %.15g exp %.15g\n", sqrt(fabs(values[i])), exp(-fabs(values[i])));
  }
  printf("%ld %lld %x %o %s %c %5.1f%%\n", -1L, 1LL << 62, 0xbeef, 0755, "text", 'c', 99.5);
  long l;
  char rest[20];
  sscanf("  42 and more", "%ld %19s", &l, rest);
  printf("%ld %s %f\n", l, rest, strtod("2.5e-3", NULL));
  for (int i = 0; i < 1000; i++) {
    char *p = malloc(i * 37 + 1);
    memset(p, i, i * 37 + 1);
    if (i % 3) free(p);
  }
  puts("done");
  return 0;
}
