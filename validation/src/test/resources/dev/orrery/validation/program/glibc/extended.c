/* Extended numbers: arithmetic, texts, rounding, exceptions, and what signal handlers leave alone. */
#include <fenv.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

static volatile long double zero = 0, seen;

static long double sum(int n) {
  long double s = 0;
  for (int i = 1; i <= n; i++) s += 1.0L / i;
  return s;
}

static long double power(long double x, unsigned n) {
  long double r = 1;
  for (; n; n >>= 1, x *= x)
    if (n & 1) r *= x;
  return r;
}

static long double factorial(int n) { return n < 2 ? 1 : n * factorial(n - 1); }

static void handler(int number) {
  long double x = 7;
  for (int i = 0; i < 20; i++) x = x / 3 + number;
  seen = x;
}

int main(void) {
  static const int modes[] = {FE_TONEAREST, FE_DOWNWARD, FE_UPWARD, FE_TOWARDZERO};
  long double a = strtold("3.14159265358979323846264338327950288", NULL);
  long double b = strtold("1e4900", NULL), c = strtold("1e-4940", NULL), x = a;
  fenv_t env;
  int e;
  printf("%.20Lg %.20Lg %.3Lf\n", sum(1000), power(1.0000001L, 12345678), factorial(25));
  printf("%.25Lg %Lg %Lg %La %Le\n", a, b, c, a, b * c);
  printf("%.20Lg %.20Lg\n", sqrtl(2), sqrtl(a));
  printf("%Lg %Lg %d\n", 1 / zero, -1 / zero, isnan(zero / zero));
  for (int m = 0; m < 4; m++) {
    fesetround(modes[m]);
    printf("%.0Lf %.0Lf %ld ", rintl(2.5L + zero), rintl(-2.5L + zero), lrintl(3.5L + zero));
    printf("%ld %.21Lg %d\n", lrintl(-0.5L + zero), (1 + zero) / 3, fegetround() == modes[m]);
  }
  fesetround(FE_TONEAREST);
  feclearexcept(FE_ALL_EXCEPT);
  seen = b * b;
  printf("%x\n", fetestexcept(FE_ALL_EXCEPT));
  feholdexcept(&env);
  seen = 1 / zero;
  feupdateenv(&env);
  printf("%x\n", fetestexcept(FE_ALL_EXCEPT));
  printf("%.18Lg %.18Lg %Lg\n", floorl(-2.5L + zero), ceill(2.1L + zero), truncl(-9.99L + zero));
  printf("%.18Lg %.18Lg\n", fmodl(1e30L, 7.25L), remainderl(10, 3.5L));
  long double f = frexpl(a, &e);
  printf("%.20Lg %d %.20Lg %.20Lg\n", f, e, ldexpl(f, 100), logbl(b));
  printf("%d %.20Lg\n", ilogbl(c), nextafterl(1, 2));
  signal(SIGUSR1, handler);
  for (int i = 0; i < 5; i++) {
    x = x * x - b / 1e4900L;
    if (i == 2) raise(SIGUSR1);
  }
  printf("%.20Lg %.20Lg\n", x, seen);
  printf("%lld %llu %d\n", (long long)(a * 1e15L), (unsigned long long)(a * 3e18L), (int)-a);
  printf("%.20Lg %.20Lg\n", (long double)~(unsigned long long)zero, (long double)(float)a);
  printf("%d %d %d %d\n", a < b, a > b, c == c, zero / zero < a);
  return 0;
}
