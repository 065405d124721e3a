// Streams and descriptors below the root.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void list(const char *path) {
  char *names[64];
  int n = 0;
  DIR *d = opendir(path);
  if (!d) {
    printf("%s: %s\n", path, strerror(errno));
    return;
  }
  for (struct dirent *e; (e = readdir(d));) names[n++] = strdup(e->d_name);
  closedir(d);
  qsort(names, n, sizeof *names, by_name);
  for (int i = 0; i < n; i++) printf("%s%s", names[i], i + 1 < n ? " " : "\n");
}

int main(void) {
  mkdir("sub", 0755);
  FILE *f = fopen("sub/lines", "w+");
  if (!f) return 1;
  for (int i = 0; i < 2000; i++) fprintf(f, "line %d of many\n", i);
  fseek(f, 1000, SEEK_SET);
  char line[80];
  fgets(line, sizeof line, f);
  fgets(line, sizeof line, f);
  printf("%s", line);
  fseek(f, 0, SEEK_END);
  printf("%ld bytes\n", ftell(f));
  ftruncate(fileno(f), 5000);
  fclose(f);
  struct stat s;
  stat("sub/lines", &s);
  printf("%ld %o\n", (long)s.st_size, s.st_mode);
  int a = open("sub/raw", O_CREAT | O_RDWR | O_EXCL, 0600);
  printf("%zd ", write(a, "0123456789", 10));
  int b = dup(a);
  lseek(b, 3, SEEK_SET);
  char some[5] = "";
  read(a, some, 4);
  pwrite(b, "XY", 2, 4096);
  fstat(a, &s);
  printf("%s %ld\n", some, (long)s.st_size);
  printf("%d %s\n", open("sub/raw", O_CREAT | O_EXCL, 0600), strerror(errno));
  rename("sub/raw", "sub/cooked");
  symlink("cooked", "sub/link");
  link("sub/lines", "sub/again");
  ssize_t n = readlink("sub/link", line, sizeof line);
  printf("%.*s\n", (int)n, line);
  list("sub");
  unlink("sub/link");
  unlink("sub/cooked");
  printf("%d %s\n", rmdir("sub"), strerror(errno));
  unlink("sub/lines");
  unlink("sub/again");
  rmdir("sub");
  list("sub");
  FILE *left = fopen("left", "w");
  fputs("this stays", left);
  fclose(left);
  FILE *missing = fopen("missing", "r");
  printf("%d %s\n", missing == NULL, strerror(errno));
  return 7;
}
