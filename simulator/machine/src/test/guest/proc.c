/* What a program can read about itself. */
#include <stdio.h>
#include <string.h>

static long size(const char *name) {
  char text[4096];
  FILE *f = fopen(name, "r");
  return f ? (long)fread(text, 1, sizeof text, f) : -1;
}

int main(int count, char **words) {
  char line[512];
  unsigned long from, to, here = (unsigned long)line, code = (unsigned long)main;
  char rights[8];
  int stack = 0, text = 0, heads = 0;
  FILE *maps = fopen("/proc/self/maps", "r");
  while (fgets(line, sizeof line, maps))
    if (sscanf(line, "%lx-%lx %7s", &from, &to, rights) == 3) {
      stack += here >= from && here < to && rights[1] == 'w';
      text += code >= from && code < to && rights[2] == 'x';
    }
  printf("stack %d text %d\n", stack, text);
  FILE *words_ = fopen("/proc/self/cmdline", "r");
  long n = fread(line, 1, sizeof line, words_);
  printf("arguments %d\n", n > 0 && !strcmp(line + n - 1 - strlen(words[count - 1]), words[count - 1]));
  FILE *memory = fopen("/proc/meminfo", "r");
  unsigned long total = 0, free_ = 0;
  fscanf(memory, "MemTotal: %lu kB MemFree: %lu kB", &total, &free_);
  printf("memory %d\n", total > 0 && free_ > 0 && free_ <= total);
  printf("others %d %d %d %d\n", size("/proc/cpuinfo") > 0, size("/proc/version") > 0, size("/proc/mounts") > 0,
         size("/proc/uptime") > 0);
  printf("nothing %ld\n", size("/proc/nothing"));
  return 0;
}
