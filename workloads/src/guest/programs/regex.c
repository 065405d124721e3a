/*
 * Matches regular expressions: compiled to a small program, run by following all its threads at
 * once (Thompson) and, as a check, by backtracking.
 *
 * Stresses: a compiler's recursive descent, then an interpreter whose sets of states are bits of a
 * word, with unpredictable dispatch; and deep recursion in the backtracking half.
 *
 * regex [SCALE]: 240 * SCALE lines, each against every expression of a list.
 *
 * Syntax: characters, '.', [a-z] and [^a-z], ( ), |, and *, +, ? after an item. An expression
 * matches a whole line.
 *
 * Check: both matchers agree on every line, and lines made to match an expression do.
 */
#include "guest.h"

#define MAX_CODE 64 /* states fit the bits of a word */
#define LINES_PER_ROUND 240u
#define MAX_LINE 22u /* backtracking takes exponential time in the worst case */

enum op { CHARACTER, ANY, CLASS, FORK, JUMP, MATCH };

struct instruction {
  enum op op;
  bool negated;   /* CLASS */
  char low, high; /* CHARACTER has one in low */
  int left;       /* FORK and JUMP: where to */
  int right;      /* FORK: or where else */
};

struct program {
  struct instruction code[MAX_CODE];
  int length;
};

/* -- compiler ------------------------------------------------------------------------------ */

static const char *source; /* what is left of the expression being compiled */

static int emit(struct program *program, struct instruction instruction) {
  if (program->length == MAX_CODE) {
    die("an expression is too long: ", source);
  }
  program->code[program->length] = instruction;
  return program->length++;
}

/* Makes room for one instruction at the given place, moving targets along. */
static void open_gap(struct program *program, int at) {
  emit(program, (struct instruction){.op = MATCH});
  for (int i = program->length - 1; i > at; i--) {
    program->code[i] = program->code[i - 1];
    program->code[i].left += program->code[i].left >= at;
    program->code[i].right += program->code[i].right >= at;
  }
}

static void alternatives(struct program *program);

static void item(struct program *program) {
  struct instruction instruction = {.op = CHARACTER, .low = *source};
  if (*source == '(') {
    source++;
    alternatives(program);
    if (*source != ')') {
      die("a parenthesis is not closed: ", source);
    }
    source++;
    return;
  }
  if (*source == '.') {
    instruction.op = ANY;
  } else if (*source == '[') {
    instruction.op = CLASS;
    instruction.negated = source[1] == '^';
    source += instruction.negated ? 2 : 1;
    instruction.low = source[0];
    instruction.high = source[2];
    source += 3;
  }
  source++;
  emit(program, instruction);
}

static void repeated(struct program *program) {
  int start = program->length;
  item(program);
  switch (*source) {
    case '*': /* start: fork(in, out); item; jump(start) */
      open_gap(program, start);
      emit(program, (struct instruction){.op = JUMP, .left = start});
      program->code[start] =
          (struct instruction){.op = FORK, .left = start + 1, .right = program->length};
      source++;
      break;
    case '+': /* item; fork(start, out) */
      emit(program,
           (struct instruction){.op = FORK, .left = start, .right = program->length + 1});
      source++;
      break;
    case '?': /* fork(in, out); item */
      open_gap(program, start);
      program->code[start] =
          (struct instruction){.op = FORK, .left = start + 1, .right = program->length};
      source++;
      break;
    default:
      break;
  }
}

static void sequence(struct program *program) {
  while (*source != '\0' && *source != '|' && *source != ')') {
    repeated(program);
  }
}

/* fork(first, second); first; jump(end); second; end. */
static void alternatives(struct program *program) {
  int start = program->length;
  sequence(program);
  if (*source == '|') {
    source++;
    open_gap(program, start);
    int jump = emit(program, (struct instruction){.op = JUMP});
    program->code[start] =
        (struct instruction){.op = FORK, .left = start + 1, .right = program->length};
    alternatives(program);
    program->code[jump].left = program->length;
  }
}

static void compile(struct program *program, const char *expression) {
  source = expression;
  program->length = 0;
  alternatives(program);
  emit(program, (struct instruction){.op = MATCH});
}

/* -- matchers ------------------------------------------------------------------------------ */

static bool accepts(const struct instruction *instruction, char c) {
  switch (instruction->op) {
    case CHARACTER:
      return c == instruction->low;
    case ANY:
      return true;
    case CLASS:
      return (c >= instruction->low && c <= instruction->high) != instruction->negated;
    default:
      return false;
  }
}

/* Adds a state and all those that it reaches without reading. */
static uint64_t reach(const struct program *program, uint64_t states, int at) {
  while ((states >> at & 1) == 0) {
    states |= (uint64_t)1 << at;
    const struct instruction *instruction = &program->code[at];
    if (instruction->op == FORK) {
      states = reach(program, states, instruction->right);
    } else if (instruction->op != JUMP) {
      break;
    }
    at = instruction->left;
  }
  return states;
}

static bool match_all_at_once(const struct program *program, const char *line) {
  uint64_t states = reach(program, 0, 0);
  for (; *line != '\0' && states != 0; line++) {
    uint64_t next = 0;
    for (int at = 0; at < program->length; at++) {
      if ((states >> at & 1) != 0 && accepts(&program->code[at], *line)) {
        next = reach(program, next, at + 1);
      }
    }
    states = next;
  }
  return (states >> (program->length - 1) & 1) != 0;
}

static bool match_by_backtracking(const struct program *program, int at, const char *line) {
  for (;;) {
    const struct instruction *instruction = &program->code[at];
    switch (instruction->op) {
      case MATCH:
        return *line == '\0';
      case JUMP:
        at = instruction->left;
        break;
      case FORK:
        if (match_by_backtracking(program, instruction->left, line)) {
          return true;
        }
        at = instruction->right;
        break;
      default:
        if (*line == '\0' || !accepts(instruction, *line)) {
          return false;
        }
        line++;
        at++;
        break;
    }
  }
}

/* -- lines ---------------------------------------------------------------------------------- */

/*
 * Walks through the program taking every fork by chance, and writes a character that each item
 * accepts: the result matches. Returns false when the line got too long.
 */
static bool write_matching(const struct program *program, char *line, uint32_t *random) {
  uint32_t length = 0;
  int at = 0;
  while (program->code[at].op != MATCH) {
    const struct instruction *instruction = &program->code[at];
    if (instruction->op == JUMP || instruction->op == FORK) {
      bool other = instruction->op == FORK && (random_next(random) & 0x4000) != 0;
      at = other ? instruction->right : instruction->left;
      continue;
    }
    if (length == MAX_LINE) {
      return false;
    }
    char c;
    do {
      c = instruction->op == CHARACTER ? instruction->low
                                       : (char)(' ' + random_below(random, 95));
    } while (!accepts(instruction, c));
    line[length++] = c;
    at++;
  }
  line[length] = '\0';
  return true;
}

static const char *const expressions[] = {
    "[a-z]+@[a-z]+(.[a-z]+)*",
    "(a|b)*abb",
    "-?[0-9]+(.[0-9]+)?(e-?[0-9]+)?",
    "\"[^\"-\"]*\"",
    "(get|put|post) /([a-z]|/)* http/[0-9].[0-9]",
    "(0|1(01*0)*1)+",
};

#define EXPRESSIONS (sizeof expressions / sizeof *expressions)

int main(int argc, char **argv) {
  uint32_t lines = LINES_PER_ROUND * argument(argc, argv, 1, 1, 1000000);
  static struct program programs[EXPRESSIONS];
  for (uint32_t i = 0; i < EXPRESSIONS; i++) {
    compile(&programs[i], expressions[i]);
  }
  uint32_t random = 1103515245u;
  uint32_t checksum = CHECKSUM_START;
  uint32_t total = 0;
  bool ok = true;
  for (uint32_t i = 0; i < lines; i++) {
    char line[MAX_LINE + 1];
    uint32_t model = i % EXPRESSIONS;
    while (!write_matching(&programs[model], line, &random)) {
    }
    bool spoiled = i % 3 == 2 && line[0] != '\0';
    if (spoiled) {
      line[random_below(&random, (uint32_t)strlen(line))] ^= 3;
    }
    for (uint32_t e = 0; e < EXPRESSIONS; e++) {
      bool matched = match_all_at_once(&programs[e], line);
      ok = ok && matched == match_by_backtracking(&programs[e], 0, line);
      ok = ok && (matched || e != model || spoiled);
      checksum = mix(checksum, matched);
      total += matched;
    }
  }
  print("regex: %u lines, %u expressions, %u matches ", (unsigned)lines, (unsigned)EXPRESSIONS,
        (unsigned)total);
  return verdict(checksum, ok);
}
