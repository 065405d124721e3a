/*
 * Parses JSON to a tree and writes the tree out again.
 *
 * Stresses: a recursive-descent parser: byte tests in long chains, a switch per value, calls, small
 * allocations, linked structures.
 *
 * json [SCALE]: SCALE documents of up to 12000 bytes.
 *
 * Check: what is written equals what was read, byte for byte (the documents are generated in the
 * writer's form); damaged documents are refused or differ, and never upset the parser.
 */
#include "guest.h"

#define DOCUMENT 12000u
#define MARGIN 400u /* what closing the open values of the deepest document can take */
#define MAX_DEPTH 24

enum kind { NOTHING, TRUE, FALSE, NUMBER, STRING, LIST, OBJECT };

struct value {
  enum kind kind;
  int32_t number;
  uint32_t length; /* of a string */
  const char *text;
  struct value *first; /* of a list's elements; an object's names and values take turns */
  struct value *next;  /* in the list that this is in */
};

/* -- reading ------------------------------------------------------------------------------- */

static const char *input;
static const char *input_end;
static char *arena; /* values of one document: given back all at once */
static uint32_t arena_used;

/* A value takes two bytes at least, but for those begun and not finished, one per level. */
#define ARENA ((DOCUMENT / 2 + 2 * MAX_DEPTH) * sizeof(struct value))

static struct value *new_value(enum kind kind) {
  struct value *value = (struct value *)(arena + arena_used);
  arena_used += (uint32_t)sizeof *value;
  memset(value, 0, sizeof *value);
  value->kind = kind;
  return value;
}

static bool accept(char c) {
  while (input < input_end && (*input == ' ' || *input == '\n')) {
    input++;
  }
  if (input < input_end && *input == c) {
    input++;
    return true;
  }
  return false;
}

static bool accept_word(const char *word) {
  size_t length = strlen(word);
  if ((size_t)(input_end - input) < length || memcmp(input, word, length) != 0) {
    return false;
  }
  input += length;
  return true;
}

static struct value *read_string(void) {
  struct value *value = new_value(STRING);
  value->text = input;
  while (input < input_end && *input != '"') {
    if (*input == '\\') {
      input++;
    }
    input++;
  }
  if (input >= input_end) {
    return NULL;
  }
  value->length = (uint32_t)(input - value->text);
  input++;
  return value;
}

static struct value *read_number(void) {
  struct value *value = new_value(NUMBER);
  bool negative = accept('-');
  const char *start = input;
  uint32_t magnitude = 0;
  while (input < input_end && *input >= '0' && *input <= '9') {
    magnitude = magnitude * 10 + (uint32_t)(*input++ - '0');
  }
  value->number = (int32_t)(negative ? 0 - magnitude : magnitude);
  return input == start ? NULL : value;
}

static struct value *read_value(int depth);

/* The elements of a list, or the names and values of an object, up to the closing bracket. */
static struct value *read_members(enum kind kind, char close, int depth) {
  struct value *value = new_value(kind);
  struct value **link = &value->first;
  if (accept(close)) {
    return value;
  }
  do {
    if (kind == OBJECT) {
      if (!accept('"') || (*link = read_string()) == NULL || !accept(':')) {
        return NULL;
      }
      link = &(*link)->next;
    }
    *link = read_value(depth + 1);
    if (*link == NULL) {
      return NULL;
    }
    link = &(*link)->next;
  } while (accept(','));
  return accept(close) ? value : NULL;
}

/* NULL when the input is not a value. */
static struct value *read_value(int depth) {
  if (depth > MAX_DEPTH) {
    return NULL;
  }
  if (accept('{')) {
    return read_members(OBJECT, '}', depth);
  }
  if (accept('[')) {
    return read_members(LIST, ']', depth);
  }
  if (accept('"')) {
    return read_string();
  }
  if (accept_word("true")) {
    return new_value(TRUE);
  }
  if (accept_word("false")) {
    return new_value(FALSE);
  }
  if (accept_word("null")) {
    return new_value(NOTHING);
  }
  return read_number();
}

static struct value *parse(const char *text, uint32_t length) {
  input = text;
  input_end = text + length;
  arena_used = 0;
  struct value *value = read_value(0);
  return input == input_end ? value : NULL;
}

/* -- writing ------------------------------------------------------------------------------- */

static char output[DOCUMENT];
static uint32_t output_used;

static void put(char c) {
  if (output_used < DOCUMENT) {
    output[output_used++] = c;
  }
}

static void put_bytes(const char *text, uint32_t length) {
  for (uint32_t i = 0; i < length; i++) {
    put(text[i]);
  }
}

static void put_text(const char *text) {
  put_bytes(text, (uint32_t)strlen(text));
}

static void put_number(int32_t number) {
  char digits[12];
  uint32_t at = sizeof digits;
  uint32_t magnitude = number < 0 ? 0 - (uint32_t)number : (uint32_t)number;
  do {
    digits[--at] = (char)('0' + magnitude % 10);
    magnitude /= 10;
  } while (magnitude != 0);
  if (number < 0) {
    put('-');
  }
  put_bytes(digits + at, (uint32_t)sizeof digits - at);
}

static void write_value(const struct value *value) {
  switch (value->kind) {
    case NOTHING:
      put_text("null");
      break;
    case TRUE:
      put_text("true");
      break;
    case FALSE:
      put_text("false");
      break;
    case NUMBER:
      put_number(value->number);
      break;
    case STRING:
      put('"');
      put_bytes(value->text, value->length);
      put('"');
      break;
    case LIST:
    case OBJECT: {
      bool object = value->kind == OBJECT;
      put(object ? '{' : '[');
      uint32_t index = 0;
      for (const struct value *member = value->first; member != NULL; member = member->next) {
        if (index > 0) {
          put(object && index % 2 == 1 ? ':' : ',');
        }
        write_value(member);
        index++;
      }
      put(object ? '}' : ']');
      break;
    }
  }
}

/* -- making documents ---------------------------------------------------------------------- */

static void make_string(uint32_t *random) {
  put('"');
  for (uint32_t i = 2 + random_below(random, 10); i > 0; i--) {
    uint32_t c = random_below(random, 30);
    if (c == 29) {
      put_text("\\n");
    } else if (c == 28) {
      put_text("\\\"");
    } else {
      put((char)('a' + c % 26));
    }
  }
  put('"');
}

static void make_value(uint32_t *random, int depth) {
  uint32_t choice = depth < 2 ? 8 : random_below(random, 10);
  if (choice >= 7 && depth < 8 && output_used < DOCUMENT - MARGIN) {
    bool object = choice == 8;
    uint32_t members = depth == 0 ? DOCUMENT : random_below(random, 6) + 4 * (depth == 1);
    put(object ? '{' : '[');
    for (uint32_t i = 0; i < members && output_used < DOCUMENT - MARGIN; i++) {
      if (i > 0) {
        put(',');
      }
      if (object) {
        make_string(random);
        put(':');
      }
      make_value(random, depth + 1);
    }
    put(object ? '}' : ']');
  } else if (choice >= 4) {
    make_string(random);
  } else if (choice >= 1) {
    uint32_t shift = random_below(random, 31);
    put_number((int32_t)((random_next(random) >> shift) - 1000));
  } else {
    put_text((random_next(random) & 0x800) != 0 ? "true" : "null");
  }
}

int main(int argc, char **argv) {
  uint32_t documents = argument(argc, argv, 1, 1, 1000000);
  static char document[DOCUMENT];
  uint32_t random = 1013904223u;
  uint32_t checksum = CHECKSUM_START;
  uint64_t total = 0;
  bool ok = true;
  arena = allocate(ARENA);
  for (uint32_t round = 0; round < documents; round++) {
    output_used = 0;
    make_value(&random, 0);
    uint32_t length = output_used;
    memcpy(document, output, length);
    total += length;

    struct value *value = parse(document, length);
    ok = ok && value != NULL;
    if (value == NULL) {
      break;
    }
    checksum = mix(checksum, arena_used / (uint32_t)sizeof *value);
    output_used = 0;
    write_value(value);
    ok = ok && output_used == length && memcmp(document, output, length) == 0;

    uint32_t at = random_below(&random, length);
    document[at] ^= 0x15;
    value = parse(document, length);
    checksum = mix(checksum, value == NULL);
    ok = ok && parse(document, at) == NULL; /* cut short, no bracket is ever closed */
    for (uint32_t i = 0; i < length; i += 37) {
      checksum = mix(checksum, (uint8_t)document[i]);
    }
  }
  print("json: %u documents, %llu bytes ", (unsigned)documents, (unsigned long long)total);
  return verdict(checksum, ok);
}
