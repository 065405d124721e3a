/*
 * Simulates a logic circuit, gate by gate, through virtual functions.
 *
 * Stresses: indirect calls whose target changes from call to call, pointers to pointers, single-bit
 * logic.
 *
 * circuit [SCALE]: 600 * SCALE clock cycles of a 16-bit accumulator fed by a shift register.
 *
 * Check: the same accumulator and register in plain C.
 */
#include "guest.h"

#define WIDTH 16
#define CYCLES 600u
#define MAX_GATES 256

struct gate;

typedef bool (*behaviour)(const struct gate *);

struct gate {
  behaviour output; /* of the inputs as they are now */
  const struct gate *a;
  const struct gate *b;
  bool value; /* the output, as the other gates see it */
};

static struct gate gates[MAX_GATES];
static uint32_t gate_count;

static bool and_output(const struct gate *gate) { return gate->a->value && gate->b->value; }
static bool or_output(const struct gate *gate) { return gate->a->value || gate->b->value; }
static bool xor_output(const struct gate *gate) { return gate->a->value != gate->b->value; }
static bool keep_output(const struct gate *gate) { return gate->value; } /* a flip-flop */

static struct gate *add_gate(behaviour output, const struct gate *a, const struct gate *b) {
  struct gate *gate = &gates[gate_count++];
  gate->output = output;
  gate->a = a;
  gate->b = b;
  return gate;
}

/*
 * accumulator += shift register; both flip-flops take their inputs at the clock. Gates are added
 * after those that they read, so one pass in order settles the circuit.
 */
static struct gate *accumulator[WIDTH];
static struct gate *shifter[WIDTH];

static void build(void) {
  for (int i = 0; i < WIDTH; i++) {
    accumulator[i] = add_gate(keep_output, NULL, NULL);
    shifter[i] = add_gate(keep_output, NULL, NULL);
  }
  const struct gate *carry = add_gate(keep_output, NULL, NULL); /* constant 0 */
  for (int i = 0; i < WIDTH; i++) {
    const struct gate *half = add_gate(xor_output, accumulator[i], shifter[i]);
    const struct gate *sum = add_gate(xor_output, half, carry);
    const struct gate *both = add_gate(and_output, accumulator[i], shifter[i]);
    const struct gate *passed = add_gate(and_output, half, carry);
    carry = add_gate(or_output, both, passed);
    accumulator[i]->a = sum;
  }
  /* Fibonacci form of x^16 + x^14 + x^13 + x^11 + 1. */
  const struct gate *t1 = add_gate(xor_output, shifter[0], shifter[2]);
  const struct gate *t2 = add_gate(xor_output, shifter[3], shifter[5]);
  const struct gate *feedback = add_gate(xor_output, t1, t2);
  for (int i = 0; i < WIDTH; i++) {
    shifter[i]->a = i == WIDTH - 1 ? feedback : shifter[i + 1];
  }
}

static void settle(void) {
  for (uint32_t i = 0; i < gate_count; i++) {
    gates[i].value = gates[i].output(&gates[i]);
  }
}

/* All flip-flops take what their inputs show, at once. */
static void clock(void) {
  bool next[2 * WIDTH];
  for (int i = 0; i < 2 * WIDTH; i++) {
    next[i] = gates[i].a->value;
  }
  for (int i = 0; i < 2 * WIDTH; i++) {
    gates[i].value = next[i];
  }
}

static uint32_t read_word(struct gate *const word[WIDTH]) {
  uint32_t value = 0;
  for (int i = 0; i < WIDTH; i++) {
    value |= (uint32_t)word[i]->value << i;
  }
  return value;
}

int main(int argc, char **argv) {
  uint32_t cycles = CYCLES * argument(argc, argv, 1, 1, 1000000);
  uint32_t checksum = CHECKSUM_START;
  uint32_t sum = 0;
  uint32_t shift = 0xace1;
  bool ok = true;
  build();
  for (int i = 0; i < WIDTH; i++) {
    shifter[i]->value = shift >> i & 1;
  }
  for (uint32_t cycle = 0; cycle < cycles; cycle++) {
    settle();
    clock();
    sum = (sum + shift) & 0xffff;
    uint32_t bit = (shift ^ shift >> 2 ^ shift >> 3 ^ shift >> 5) & 1;
    shift = shift >> 1 | bit << (WIDTH - 1);
    ok = ok && read_word(accumulator) == sum && read_word(shifter) == shift;
    checksum = mix(checksum, sum);
  }
  print("circuit: %u gates, %u cycles ", (unsigned)gate_count, (unsigned)cycles);
  return verdict(checksum, ok);
}
