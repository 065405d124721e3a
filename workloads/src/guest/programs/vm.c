/*
 * Runs a bytecode program on a stack machine.
 *
 * Stresses: an interpreter's dispatch: one indirect jump per bytecode, its target known only after
 * a load; a stack in memory.
 *
 * vm [SCALE]: SCALE times, counts the steps of the Collatz sequences from 1 to about 100 and
 * computes a Fibonacci number by recursion.
 *
 * Check: the same, computed by C code.
 */
#include "guest.h"

enum op {
  PUSH,      /* value:   -> value */
  LOAD,      /* slot:    -> locals[slot] */
  STORE,     /* slot:  a -> */
  ADD,       /*      a b -> a + b */
  SUBTRACT,  /*      a b -> a - b */
  MULTIPLY,  /*      a b -> a * b */
  HALVE,     /*        a -> a / 2, unsigned */
  ODD,       /*        a -> the lowest bit of a */
  LESS,      /*      a b -> a < b, unsigned */
  JUMP,      /* label: */
  JUMP_ZERO, /* label: a -> */
  CALL,      /* label: argument -> result */
  RETURN,    /*   result -> result, for the caller */
  STOP,      /*   result -> */
  LABEL      /* not an instruction: names the next one */
};

struct instruction {
  enum op op;
  uint32_t operand;
};

enum label { NEXT_START, STEP, NEXT, DONE, FIBONACCI, RECURSE, COLLATZ, EVEN, LABELS };

/* Slots of main; a function has its argument in slot 0. */
enum slot { N, STEPS, START, X, SLOTS };

static const struct instruction source[] = {
    /* main(n): the steps of the sequences that start at 1 to n, and a Fibonacci number */
    {STORE, N},
    {PUSH, 0}, {STORE, STEPS},
    {PUSH, 1}, {STORE, START},
    {LABEL, NEXT_START},
    {LOAD, START}, {LOAD, N}, {PUSH, 1}, {ADD, 0}, {LESS, 0}, {JUMP_ZERO, DONE},
    {LOAD, START}, {STORE, X},
    {LABEL, STEP},
    {PUSH, 1}, {LOAD, X}, {LESS, 0}, {JUMP_ZERO, NEXT},
    {LOAD, STEPS}, {PUSH, 1}, {ADD, 0}, {STORE, STEPS},
    {LOAD, X}, {CALL, COLLATZ}, {STORE, X},
    {JUMP, STEP},
    {LABEL, NEXT},
    {LOAD, START}, {PUSH, 1}, {ADD, 0}, {STORE, START},
    {JUMP, NEXT_START},
    {LABEL, DONE},
    {PUSH, 14}, {CALL, FIBONACCI},
    {LOAD, STEPS}, {ADD, 0}, {STOP, 0},

    /* fibonacci(n): n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2) */
    {LABEL, FIBONACCI},
    {STORE, 0},
    {LOAD, 0}, {PUSH, 2}, {LESS, 0}, {JUMP_ZERO, RECURSE},
    {LOAD, 0}, {RETURN, 0},
    {LABEL, RECURSE},
    {LOAD, 0}, {PUSH, 1}, {SUBTRACT, 0}, {CALL, FIBONACCI},
    {LOAD, 0}, {PUSH, 2}, {SUBTRACT, 0}, {CALL, FIBONACCI},
    {ADD, 0}, {RETURN, 0},

    /* collatz(x): x is odd ? 3 * x + 1 : x / 2 */
    {LABEL, COLLATZ},
    {STORE, 0},
    {LOAD, 0}, {ODD, 0}, {JUMP_ZERO, EVEN},
    {LOAD, 0}, {PUSH, 3}, {MULTIPLY, 0}, {PUSH, 1}, {ADD, 0}, {RETURN, 0},
    {LABEL, EVEN},
    {LOAD, 0}, {HALVE, 0}, {RETURN, 0},
};

#define LENGTH (sizeof source / sizeof *source)

static struct instruction code[LENGTH];

/* Takes the labels out and turns them into addresses where they are jumped to. */
static void assemble(void) {
  uint32_t addresses[LABELS];
  uint32_t length = 0;
  for (uint32_t i = 0; i < LENGTH; i++) {
    if (source[i].op == LABEL) {
      addresses[source[i].operand] = length;
    } else {
      code[length++] = source[i];
    }
  }
  for (uint32_t i = 0; i < length; i++) {
    if (code[i].op == JUMP || code[i].op == JUMP_ZERO || code[i].op == CALL) {
      code[i].operand = addresses[code[i].operand];
    }
  }
}

#define MAX_CALLS 32
#define STACK 64

struct frame {
  const struct instruction *caller;
  uint32_t slots[SLOTS];
};

/*
 * Runs the code with an argument and returns what STOP finds on the stack. Each instruction ends
 * in a jump of its own (labels as values, a GCC extension), as fast interpreters have it.
 */
static uint32_t run(uint32_t input, uint64_t *executed) {
  static const void *const handlers[] = {
      [PUSH] = &&push,          [LOAD] = &&load,         [STORE] = &&store,
      [ADD] = &&add,            [SUBTRACT] = &&subtract, [MULTIPLY] = &&multiply,
      [HALVE] = &&halve,        [ODD] = &&odd,           [LESS] = &&less,
      [JUMP] = &&jump,          [CALL] = &&call,         [JUMP_ZERO] = &&jump_zero,
      [RETURN] = &&return_from, [STOP] = &&stop};
  static struct frame frames[MAX_CALLS];
  static uint32_t stack[STACK];
  const struct instruction *pc = code;
  struct frame *frame = frames;
  uint32_t *top = stack;
  uint64_t count = 0;
  uint32_t operand;
  *top++ = input;

#define DISPATCH               \
  do {                         \
    count++;                   \
    operand = pc->operand;     \
    goto *handlers[pc++->op];  \
  } while (0)

  DISPATCH;
push:
  *top++ = operand;
  DISPATCH;
load:
  *top++ = frame->slots[operand];
  DISPATCH;
store:
  frame->slots[operand] = *--top;
  DISPATCH;
add:
  top--;
  top[-1] += *top;
  DISPATCH;
subtract:
  top--;
  top[-1] -= *top;
  DISPATCH;
multiply:
  top--;
  top[-1] *= *top;
  DISPATCH;
halve:
  top[-1] >>= 1;
  DISPATCH;
odd:
  top[-1] &= 1;
  DISPATCH;
less:
  top--;
  top[-1] = top[-1] < *top;
  DISPATCH;
jump:
  pc = code + operand;
  DISPATCH;
jump_zero:
  if (*--top == 0) {
    pc = code + operand;
  }
  DISPATCH;
call:
  frame++;
  frame->caller = pc;
  pc = code + operand;
  DISPATCH;
return_from:
  pc = frame->caller;
  frame--;
  DISPATCH;
stop:
  *executed += count;
  return top[-1];
}

static uint32_t fibonacci(uint32_t n) {
  uint32_t a = 0, b = 1;
  while (n-- > 0) {
    uint32_t sum = a + b;
    a = b;
    b = sum;
  }
  return a;
}

static uint32_t collatz_steps(uint32_t n) {
  uint32_t steps = 0;
  for (uint32_t i = 1; i <= n; i++) {
    for (uint32_t x = i; x >= 2; x = x % 2 == 1 ? 3 * x + 1 : x / 2) {
      steps++;
    }
  }
  return steps;
}

int main(int argc, char **argv) {
  uint32_t scale = argument(argc, argv, 1, 1, 100000);
  uint32_t checksum = CHECKSUM_START;
  uint64_t executed = 0;
  bool ok = true;
  assemble();
  for (uint32_t round = 0; round < scale; round++) {
    uint32_t n = 100 + round % 16;
    uint32_t result = run(n, &executed);
    ok = ok && result == collatz_steps(n) + fibonacci(14);
    checksum = mix(checksum, result);
  }
  print("vm: %llu bytecodes ", (unsigned long long)executed);
  return verdict(checksum, ok);
}
