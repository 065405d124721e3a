// Runs one floating-point instruction over many operands, on whatever executes RISC-V.
//
//   fpops FORMAT OP < cases > outcomes
//
// A case is four 64-bit words: rounding mode, a, b, c. An outcome is two: result, fflags.
// FORMAT and OP are names of FpFormat and FpOp; narrower values have zeros above.

#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct test_case { uint64_t rm, a, b, c; };
struct outcome { uint64_t result, flags; };

static int is(const char *text, const char *word) { return strcmp(text, word) == 0; }

// Operands come in ft0 to ft2 by the instruction LOAD and in the integer register %[a]; INSN leaves its
// result in ft0, which STORE moves to %[x], or in %[x] itself, and KEEP then cuts it to its width.
#define RUN(LOAD, INSN, STORE, KEEP)                                                          \
  do {                                                                                        \
    struct test_case t;                                                                       \
    while (fread(&t, sizeof t, 1, stdin) == 1) {                                              \
      uint64_t x, flags;                                                                      \
      __asm__ volatile(LOAD " ft0, %[a]\n" LOAD " ft1, %[b]\n" LOAD " ft2, %[c]\n"            \
                       "fsrm %[rm]\n"                                                         \
                       "fsflags zero\n" INSN "\n" STORE "\n"                                  \
                       "frflags %[flags]\n"                                                   \
                       "fsrm zero\n"                                                          \
                       : [x] "=&r"(x), [flags] "=&r"(flags)                                   \
                       : [rm] "r"(t.rm), [a] "r"(t.a), [b] "r"(t.b), [c] "r"(t.c)             \
                       : "ft0", "ft1", "ft2");                                                \
      struct outcome o = {(KEEP)x, flags};                                                    \
      if (fwrite(&o, sizeof o, 1, stdout) != 1) return 1;                                     \
    }                                                                                         \
    return 0;                                                                                 \
  } while (0)

#define NONE ""

#define ALL(S, LOAD, STORE, KEEP)                                                             \
  if (is(op, "ADD")) RUN(LOAD, "fadd." S " ft0, ft0, ft1", STORE, KEEP);                      \
  if (is(op, "SUB")) RUN(LOAD, "fsub." S " ft0, ft0, ft1", STORE, KEEP);                      \
  if (is(op, "MUL")) RUN(LOAD, "fmul." S " ft0, ft0, ft1", STORE, KEEP);                      \
  if (is(op, "DIV")) RUN(LOAD, "fdiv." S " ft0, ft0, ft1", STORE, KEEP);                      \
  if (is(op, "SQRT")) RUN(LOAD, "fsqrt." S " ft0, ft0", STORE, KEEP);                         \
  if (is(op, "FMA")) RUN(LOAD, "fmadd." S " ft0, ft0, ft1, ft2", STORE, KEEP);                \
  if (is(op, "MIN")) RUN(LOAD, "fmin." S " ft0, ft0, ft1", STORE, KEEP);                      \
  if (is(op, "MAX")) RUN(LOAD, "fmax." S " ft0, ft0, ft1", STORE, KEEP);                      \
  if (is(op, "EQ")) RUN(LOAD, "feq." S " %[x], ft0, ft1", NONE, uint64_t);                    \
  if (is(op, "LT")) RUN(LOAD, "flt." S " %[x], ft0, ft1", NONE, uint64_t);                    \
  if (is(op, "LE")) RUN(LOAD, "fle." S " %[x], ft0, ft1", NONE, uint64_t);                    \
  if (is(op, "CLASSIFY")) RUN(LOAD, "fclass." S " %[x], ft0", NONE, uint64_t);                \
  if (is(op, "TO_I32")) RUN(LOAD, "fcvt.w." S " %[x], ft0, dyn", NONE, uint32_t);             \
  if (is(op, "TO_U32")) RUN(LOAD, "fcvt.wu." S " %[x], ft0, dyn", NONE, uint32_t);            \
  if (is(op, "TO_I64")) RUN(LOAD, "fcvt.l." S " %[x], ft0, dyn", NONE, uint64_t);             \
  if (is(op, "TO_U64")) RUN(LOAD, "fcvt.lu." S " %[x], ft0, dyn", NONE, uint64_t);            \
  if (is(op, "FROM_I32")) RUN(LOAD, "fcvt." S ".w ft0, %[a]", STORE, KEEP);                   \
  if (is(op, "FROM_U32")) RUN(LOAD, "fcvt." S ".wu ft0, %[a]", STORE, KEEP);                  \
  if (is(op, "FROM_I64")) RUN(LOAD, "fcvt." S ".l ft0, %[a], dyn", STORE, KEEP);              \
  if (is(op, "FROM_U64")) RUN(LOAD, "fcvt." S ".lu ft0, %[a], dyn", STORE, KEEP)

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  const char *op = argv[2];
  if (is(argv[1], "F64")) {
    ALL("d", "fmv.d.x", "fmv.x.d %[x], ft0", uint64_t);
    if (is(op, "TO_F32")) RUN("fmv.d.x", "fcvt.s.d ft0, ft0", "fmv.x.w %[x], ft0", uint32_t);
    if (is(op, "FROM_F32")) RUN("fmv.w.x", "fcvt.d.s ft0, ft0", "fmv.x.d %[x], ft0", uint64_t);
    if (is(op, "TO_F16")) RUN("fmv.d.x", "fcvt.h.d ft0, ft0", "fmv.x.h %[x], ft0", uint16_t);
    if (is(op, "FROM_F16")) RUN("fmv.h.x", "fcvt.d.h ft0, ft0", "fmv.x.d %[x], ft0", uint64_t);
  } else if (is(argv[1], "F32")) {
    ALL("s", "fmv.w.x", "fmv.x.w %[x], ft0", uint32_t);
    if (is(op, "TO_F16")) RUN("fmv.w.x", "fcvt.h.s ft0, ft0", "fmv.x.h %[x], ft0", uint16_t);
    if (is(op, "FROM_F16")) RUN("fmv.h.x", "fcvt.s.h ft0, ft0", "fmv.x.w %[x], ft0", uint32_t);
  } else {
    ALL("h", "fmv.h.x", "fmv.x.h %[x], ft0", uint16_t);
  }
  return 2;
}
