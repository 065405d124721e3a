/*
 * The runtime of the guest programs: everything that they may use besides the freestanding C
 * headers. There is no C library below it: start-up code and system calls are in one assembly file
 * per architecture, the rest is portable C that behaves the same, bit for bit, on each of them.
 */
#ifndef GUEST_H
#define GUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* -- system calls: riscv.S, x86_64.S ------------------------------------------------------- */

/* Writes bytes to a file descriptor; returns the number written, or a negative errno. */
long sys_write(int descriptor, const void *bytes, size_t count);

/* Moves the end of the heap; returns the end in force (unchanged when the request is refused). */
uintptr_t sys_brk(uintptr_t end);

_Noreturn void sys_exit(int status);

/* -- start and end: start.c ---------------------------------------------------------------- */

int main(int argc, char **argv);

/* Flushes the output and ends the program. */
_Noreturn void quit(int status);

/* Says on standard error what went wrong and ends the program with status 2. */
_Noreturn void die(const char *what, const char *detail);

/*
 * The index-th argument as a number from 1 to limit, or fallback where it is absent. Anything else
 * ends the program with a message: a mistyped size must not run as another one.
 */
uint32_t argument(int argc, char **argv, int index, uint32_t fallback, uint32_t limit);

/* Prints "checksum=... ok" or "checksum=... FAIL" and returns the exit status for main. */
int verdict(uint32_t checksum, bool ok);

/* -- output: print.c ----------------------------------------------------------------------- */

/*
 * A small printf on standard output: %d %u %x %s %c %%, with 'l' or 'll', a width and zero padding.
 * Output is collected and written when the buffer is full and at the end.
 */
__attribute__((format(printf, 1, 2))) void print(const char *format, ...);

void print_flush(void);

/* -- memory: alloc.c, string.c ------------------------------------------------------------- */

/* A block of at least size bytes, aligned to 8, contents undefined. Ends the program if none. */
void *allocate(size_t size);

/* Gives a block back; a later request of the same size class reuses it. NULL is ignored. */
void release(void *block);

/* The compiler calls the first four of its own accord, whatever the program does. */
void *memcpy(void *restrict to, const void *restrict from, size_t count);
void *memmove(void *to, const void *from, size_t count);
void *memset(void *to, int byte, size_t count);
int memcmp(const void *left, const void *right, size_t count);
size_t strlen(const char *text);
int strcmp(const char *left, const char *right);

/* -- numbers ------------------------------------------------------------------------------- */

/* Marsaglia's xorshift32: full period over the non-zero states, the same on every machine. */
static inline uint32_t random_next(uint32_t *state) {
  uint32_t x = *state;
  x ^= x << 13;
  x ^= x >> 17;
  x ^= x << 5;
  *state = x;
  return x;
}

/* A number below bound, from the high bits of a product (no division). */
static inline uint32_t random_below(uint32_t *state, uint32_t bound) {
  return (uint32_t)(((uint64_t)random_next(state) * bound) >> 32);
}

/* A double in [0, 1) with 32 random bits: exact, so equal everywhere. */
static inline double random_unit(uint32_t *state) {
  return (double)random_next(state) * 0x1p-32;
}

#define CHECKSUM_START 0x811c9dc5u

/* Folds one word into a running checksum; the order of words matters. */
static inline uint32_t mix(uint32_t checksum, uint32_t word) {
  checksum = (checksum ^ word) * 0x9e3779b1u;
  return checksum ^ (checksum >> 15);
}

static inline uint64_t double_bits(double value) {
  uint64_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return bits;
}

static inline uint32_t mix_double(uint32_t checksum, double value) {
  uint64_t bits = double_bits(value);
  return mix(mix(checksum, (uint32_t)bits), (uint32_t)(bits >> 32));
}

/*
 * Square roots: one instruction where the hardware has it, sqrt.c elsewhere. Correctly rounded on
 * both ways, so equal.
 */
static inline double square_root(double x) { return __builtin_sqrt(x); }
static inline float square_rootf(float x) { return __builtin_sqrtf(x); }

static inline double absolute(double x) { return __builtin_fabs(x); }

#endif
