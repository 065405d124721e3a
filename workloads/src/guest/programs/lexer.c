/*
 * Splits generated program text into tokens with a hand-written state machine.
 *
 * Stresses: a branch or two per byte, taken as the data has it; a switch through a jump table.
 *
 * lexer [SCALE]: SCALE times 40000 bytes of text.
 *
 * Check: the generator counted what it wrote: so many tokens of each kind, the same sum of numbers
 * and as many lines.
 */
#include "guest.h"

#define TEXT 40000u
#define MARGIN 64u /* no token is longer */

enum token { NAME, KEYWORD, NUMBER, TEXT_LITERAL, OPERATOR, BRACKET, COMMENT, KINDS };

struct summary {
  uint32_t tokens[KINDS];
  uint32_t numbers; /* their sum */
  uint32_t lines;
};

static char text[TEXT + 1];
static uint32_t used;

static const char *const keywords[] = {"if", "else", "while", "return", "for", "int"};
static const char *const operators[] = {"+", "-", "*", "<", ">", "=", "==", "<=", "->", "&&", "++"};

#define COUNT(array) (uint32_t)(sizeof(array) / sizeof *(array))

static void append(const char *piece) {
  while (*piece != '\0') {
    text[used++] = *piece++;
  }
}

static void append_letters(uint32_t *random, uint32_t count) {
  while (count-- > 0) {
    text[used++] = (char)('a' + random_below(random, 26));
  }
}

static void generate(uint32_t *random, struct summary *summary) {
  memset(summary, 0, sizeof *summary);
  used = 0;
  while (used < TEXT - MARGIN) {
    static const uint8_t frequencies[16] = {NAME,     NAME,   NAME,   NAME,         KEYWORD,  KEYWORD,
                                            NUMBER,   NUMBER, NUMBER, TEXT_LITERAL, OPERATOR, OPERATOR,
                                            OPERATOR, BRACKET, BRACKET, COMMENT};
    enum token kind = frequencies[random_next(random) >> 28];
    summary->tokens[kind]++;
    switch (kind) {
      case NAME: /* upper case first, so that none is a keyword by chance */
        text[used++] = (char)('A' + random_below(random, 26));
        append_letters(random, random_below(random, 9));
        break;
      case KEYWORD:
        append(keywords[random_below(random, COUNT(keywords))]);
        break;
      case NUMBER: {
        uint32_t value = 0;
        for (uint32_t digits = 1 + random_below(random, 6); digits > 0; digits--) {
          uint32_t digit = random_below(random, 10);
          value = value * 10 + digit;
          text[used++] = (char)('0' + digit);
        }
        summary->numbers += value;
        break;
      }
      case TEXT_LITERAL:
        append("\"");
        append_letters(random, random_below(random, 12));
        append("\\\"x\"");
        break;
      case OPERATOR:
        append(operators[random_below(random, COUNT(operators))]);
        break;
      case BRACKET:
        text[used++] = "(){}[]"[random_below(random, 6)];
        break;
      default:
        append("/* ");
        append_letters(random, random_below(random, 20));
        append(" **/");
        break;
    }
    uint32_t gap = random_below(random, 8);
    text[used++] = gap == 0 ? '\n' : ' ';
    summary->lines += gap == 0;
  }
  text[used] = '\0';
}

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_keyword(const char *start, uint32_t length) {
  for (uint32_t i = 0; i < COUNT(keywords); i++) {
    if (strlen(keywords[i]) == length && memcmp(keywords[i], start, length) == 0) {
      return true;
    }
  }
  return false;
}

static void scan(struct summary *summary) {
  memset(summary, 0, sizeof *summary);
  const char *p = text;
  for (;;) {
    const char *start = p;
    char c = *p++;
    switch (c) {
      case '\0':
        return;
      case ' ':
        break;
      case '\n':
        summary->lines++;
        break;
      case '(': case ')': case '{': case '}': case '[': case ']':
        summary->tokens[BRACKET]++;
        break;
      case '"':
        while (*p != '"') {
          p += *p == '\\' ? 2 : 1;
        }
        p++;
        summary->tokens[TEXT_LITERAL]++;
        break;
      case '/':
        p++; /* the asterisk */
        while (p[0] != '*' || p[1] != '/') {
          p++;
        }
        p += 2;
        summary->tokens[COMMENT]++;
        break;
      case '+':
        p += *p == '+';
        summary->tokens[OPERATOR]++;
        break;
      case '-':
        p += *p == '>';
        summary->tokens[OPERATOR]++;
        break;
      case '<': case '>': case '=':
        p += *p == '=';
        summary->tokens[OPERATOR]++;
        break;
      case '&':
        p += *p == '&';
        summary->tokens[OPERATOR]++;
        break;
      case '*':
        summary->tokens[OPERATOR]++;
        break;
      case '0': case '1': case '2': case '3': case '4':
      case '5': case '6': case '7': case '8': case '9': {
        uint32_t value = (uint32_t)(c - '0');
        while (*p >= '0' && *p <= '9') {
          value = value * 10 + (uint32_t)(*p++ - '0');
        }
        summary->numbers += value;
        summary->tokens[NUMBER]++;
        break;
      }
      default:
        while (is_letter(*p)) {
          p++;
        }
        summary->tokens[is_keyword(start, (uint32_t)(p - start)) ? KEYWORD : NAME]++;
        break;
    }
  }
}

int main(int argc, char **argv) {
  uint32_t rounds = argument(argc, argv, 1, 1, 1000000);
  uint32_t random = 1812433253u;
  uint32_t checksum = CHECKSUM_START;
  uint32_t total = 0;
  bool ok = true;
  for (uint32_t round = 0; round < rounds; round++) {
    struct summary written, found;
    generate(&random, &written);
    scan(&found);
    ok = ok && memcmp(&written, &found, sizeof found) == 0;
    for (int kind = 0; kind < KINDS; kind++) {
      checksum = mix(checksum, found.tokens[kind]);
      total += found.tokens[kind];
    }
    checksum = mix(checksum, found.numbers);
  }
  print("lexer: %u tokens ", (unsigned)total);
  return verdict(checksum, ok);
}
