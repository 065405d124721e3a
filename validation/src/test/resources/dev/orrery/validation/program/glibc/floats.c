// printf and strtod: conversions that a C library does with integer tricks and long double.
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  const double values[] = {0.0,     -0.0,     1.0,      -1.5,      0.1,     1e-5,    123456789.125,
                           1e100,   -1e-300,  DBL_MAX,  DBL_MIN,   5e-324,  DBL_EPSILON,
                           M_PI,    1e21,     999999.5, 0.5,       2.5,     3.5,     1e15,
                           INFINITY, -INFINITY, NAN};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
    double v = values[i];
    printf("%g %e %.17g %a %10.3f|%-14.6g|%+.0f %#.3g\n", v, v, v, v, v, v, v, v);
    printf("%Lg %.21Lg %La\n", (long double)v / 3, (long double)v, (long double)v);
  }
  const char *texts[] = {"1.7976931348623157e308", "2.2250738585072011e-308", "4.9e-324", "1e400",
                         "0x1.fffffffffffff8p0",   "nan(123)",                "-infinity", ".5e1x"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    char *end;
    double d = strtod(texts[i], &end);
    float f = strtof(texts[i], NULL);
    printf("%s -> %a %a, rest '%s'\n", texts[i], d, (double)f, end);
  }
  double sum = 0;
  for (int i = 1; i < 200; i++) {
    double x = i * 0.37;
    sum += sin(x) * cos(x) + exp(-x) + log(x) + pow(x, 1.3) + tgamma(x / 20) + atan2(x, 3) + cbrt(x);
  }
  printf("%.17g\n", sum);
  return 0;
}
