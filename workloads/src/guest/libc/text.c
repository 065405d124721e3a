/*
 * Reads text and tells its words, numbers and lines, through the C library.
 *
 * Stresses: glibc's stdio, malloc, qsort, strtod and printf of doubles; the environment, the clock
 * and standard input.
 *
 * text [SCALE] < TEXT: the text is read once and analysed SCALE times. WORDS in the environment is
 * how many of the most frequent words to show (default 3).
 *
 * Check: every analysis finds the same; printed doubles read back as they were; the clock does not
 * run backwards. The exit status is 1 otherwise.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct word {
  char *text;
  int count;
};

struct analysis {
  struct word *words;
  size_t distinct;
  size_t total;
  size_t numbers;
  double sum;
  double largest;
};

static int by_text(const void *a, const void *b) {
  return strcmp(((const struct word *)a)->text, ((const struct word *)b)->text);
}

static int by_count(const void *a, const void *b) {
  const struct word *left = a;
  const struct word *right = b;
  return left->count != right->count ? right->count - left->count : by_text(a, b);
}

static void *checked(void *memory) {
  if (memory == NULL) {
    perror("text");
    exit(2);
  }
  return memory;
}

static void take(struct analysis *analysis, const char *start, size_t length) {
  char *copy = checked(strndup(start, length));
  char *end;
  double number = strtod(copy, &end);
  if (*end == '\0') {
    analysis->numbers++;
    analysis->sum += number;
    analysis->largest = number > analysis->largest ? number : analysis->largest;
    free(copy);
    return;
  }
  for (char *p = copy; *p != '\0'; p++) {
    *p = (char)tolower((unsigned char)*p);
  }
  size_t room = analysis->total == 0 ? 1 : analysis->total;
  if ((analysis->total & (analysis->total - 1)) == 0) { /* a power of two: full */
    analysis->words = checked(realloc(analysis->words, 2 * room * sizeof *analysis->words));
  }
  analysis->words[analysis->total++] = (struct word){copy, 1};
}

/* Brings equal words together, which sorting has made neighbours. */
static void merge(struct analysis *analysis) {
  qsort(analysis->words, analysis->total, sizeof *analysis->words, by_text);
  for (size_t i = 0; i < analysis->total; i++) {
    struct word *last = &analysis->words[analysis->distinct - (analysis->distinct > 0)];
    if (analysis->distinct > 0 && strcmp(last->text, analysis->words[i].text) == 0) {
      last->count++;
      free(analysis->words[i].text);
    } else {
      analysis->words[analysis->distinct++] = analysis->words[i];
    }
  }
  qsort(analysis->words, analysis->distinct, sizeof *analysis->words, by_count);
}

static struct analysis analyse(const char *text) {
  struct analysis analysis = {0};
  static const char separators[] = " \t\n,;:!?()\"";
  while (*(text += strspn(text, separators)) != '\0') {
    size_t length = strcspn(text, separators);
    take(&analysis, text, length);
    text += length;
  }
  merge(&analysis);
  return analysis;
}

static void release(struct analysis *analysis) {
  for (size_t i = 0; i < analysis->distinct; i++) {
    free(analysis->words[i].text);
  }
  free(analysis->words);
}

static bool same(const struct analysis *a, const struct analysis *b) {
  return a->distinct == b->distinct && a->total == b->total && a->numbers == b->numbers &&
         a->sum == b->sum && a->largest == b->largest;
}

/* Whether a number printed in decimal, with enough digits, and in hexadecimal reads back. */
static bool reads_back(double number) {
  char decimal[64], hexadecimal[64];
  snprintf(decimal, sizeof decimal, "%.17g", number);
  snprintf(hexadecimal, sizeof hexadecimal, "%a", number);
  return strtod(decimal, NULL) == number && strtod(hexadecimal, NULL) == number;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

int main(int argc, char **argv) {
  double started = now();
  long scale = argc > 1 ? strtol(argv[1], NULL, 10) : 1;
  if (scale < 1 || argc > 2) {
    fprintf(stderr, "usage: %s [SCALE] < TEXT\n", argv[0]);
    return 2;
  }

  char *text = checked(calloc(1, 1));
  size_t size = 0, lines = 0, longest = 0;
  char *line = NULL;
  size_t capacity = 0;
  for (ssize_t length; (length = getline(&line, &capacity, stdin)) >= 0; lines++) {
    text = checked(realloc(text, size + (size_t)length + 1));
    memcpy(text + size, line, (size_t)length + 1);
    size += (size_t)length;
    longest = (size_t)length > longest ? (size_t)length : longest;
  }
  free(line);
  printf("%zu lines, %zu bytes, longest line %zu\n", lines, size, longest);

  struct analysis analysis = analyse(text);
  bool ok = true;
  for (long i = 1; i < scale; i++) {
    struct analysis again = analyse(text);
    ok = ok && same(&analysis, &again);
    release(&again);
  }
  printf("%zu words, %zu different\n", analysis.total, analysis.distinct);
  const char *words_to_show = getenv("WORDS");
  size_t show = words_to_show != NULL ? strtoul(words_to_show, NULL, 10) : 3;
  for (size_t i = 0; i < show && i < analysis.distinct; i++) {
    printf("%5d %-12s|%5.1f %%\n", analysis.words[i].count, analysis.words[i].text,
           100.0 * analysis.words[i].count / (double)analysis.total);
  }
  double mean = analysis.numbers > 0 ? analysis.sum / (double)analysis.numbers : 0;
  printf("%zu numbers: sum %.3f, mean %g, largest %e, bits %a\n", analysis.numbers, analysis.sum,
         mean, analysis.largest, mean);
  ok = ok && reads_back(analysis.sum) && reads_back(mean) && reads_back(1 / 3.0);

  time_t moment = 1000000000;
  char date[64];
  strftime(date, sizeof date, "%Y-%m-%d %H:%M:%S", gmtime(&moment));
  printf("a thousand million seconds: %s\n", date);
  ok = ok && now() >= started;
  release(&analysis);
  free(text);
  puts(ok ? "ok" : "FAIL");
  return ok ? 0 : 1;
}
