/* The way into a program and out of it, and the reading of its arguments. */
#include "guest.h"

static const char *program_name = "guest";

_Noreturn void guest_start(int argc, char **argv);

_Noreturn void guest_start(int argc, char **argv) {
  if (argc > 0) {
    program_name = argv[0];
  }
  quit(main(argc, argv));
}

_Noreturn void quit(int status) {
  print_flush();
  sys_exit(status);
}

static void complain(const char *text) {
  sys_write(2, text, strlen(text));
}

_Noreturn void die(const char *what, const char *detail) {
  complain(program_name);
  complain(": ");
  complain(what);
  complain(detail);
  complain("\n");
  quit(2);
}

uint32_t argument(int argc, char **argv, int index, uint32_t fallback, uint32_t limit) {
  if (index >= argc) {
    return fallback;
  }
  uint64_t value = 0;
  for (const char *p = argv[index]; *p != '\0'; p++) {
    if (*p < '0' || *p > '9') {
      die("an argument must be a whole number, not ", argv[index]);
    }
    value = value * 10 + (uint32_t)(*p - '0');
    if (value > limit) {
      die("an argument is larger than this program takes: ", argv[index]);
    }
  }
  if (value == 0) {
    die("an argument must be at least 1, not ", *argv[index] == '\0' ? "empty" : argv[index]);
  }
  return (uint32_t)value;
}

int verdict(uint32_t checksum, bool ok) {
  print("checksum=%08x %s\n", (unsigned)checksum, ok ? "ok" : "FAIL");
  return ok ? 0 : 1;
}
