/*
 * Finds words in text in two ways: Horspool's skips and the automaton of Knuth, Morris and Pratt.
 *
 * Stresses: byte loads, table look-ups, short loops that mostly end at the first comparison.
 *
 * search [SCALE]: 12 * SCALE words in 8000 bytes of text.
 *
 * Check: both ways find each word equally often and at the same places; words taken from the text
 * are found at least once.
 */
#include "guest.h"

#define TEXT 8000u
#define MAX_WORD 24u
#define WORDS_PER_ROUND 12u

struct matches {
  uint32_t count;
  uint32_t places; /* a checksum over the positions */
};

static uint8_t text[TEXT];

static struct matches horspool(const uint8_t *word, uint32_t length) {
  struct matches found = {0, CHECKSUM_START};
  uint8_t skip[256];
  memset(skip, (int)length, sizeof skip);
  for (uint32_t i = 0; i + 1 < length; i++) {
    skip[word[i]] = (uint8_t)(length - 1 - i);
  }
  for (uint32_t at = 0; at + length <= TEXT; at += skip[text[at + length - 1]]) {
    uint32_t i = length;
    while (i > 0 && text[at + i - 1] == word[i - 1]) {
      i--;
    }
    if (i == 0) {
      found.count++;
      found.places = mix(found.places, at);
    }
  }
  return found;
}

static struct matches knuth_morris_pratt(const uint8_t *word, uint32_t length) {
  struct matches found = {0, CHECKSUM_START};
  /* border[i]: the length of the longest proper prefix of the first i bytes that ends them too. */
  uint32_t border[MAX_WORD + 1];
  border[0] = 0;
  border[1] = 0;
  for (uint32_t i = 1, k = 0; i < length; i++) {
    while (k > 0 && word[i] != word[k]) {
      k = border[k];
    }
    k += word[i] == word[k];
    border[i + 1] = k;
  }
  for (uint32_t i = 0, k = 0; i < TEXT; i++) {
    while (k > 0 && (k == length || text[i] != word[k])) {
      k = border[k];
    }
    k += text[i] == word[k];
    if (k == length) {
      found.count++;
      found.places = mix(found.places, i + 1 - length);
    }
  }
  return found;
}

int main(int argc, char **argv) {
  uint32_t rounds = argument(argc, argv, 1, 1, 1000000);
  uint32_t random = 3141592653u;
  uint32_t checksum = CHECKSUM_START;
  uint32_t total = 0;
  bool ok = true;
  for (uint32_t i = 0; i < TEXT; i++) {
    text[i] = (uint8_t)("eeetaoinshrdlu  "[random_next(&random) >> 28]);
  }
  for (uint32_t round = 0; round < rounds * WORDS_PER_ROUND; round++) {
    uint8_t word[MAX_WORD];
    uint32_t length = 2 + round % (MAX_WORD - 1);
    memcpy(word, text + random_below(&random, TEXT - length), length);
    bool taken = round % 4 != 3;
    if (!taken) {
      word[random_below(&random, length)] ^= 1; /* most likely no longer in the text */
    }
    struct matches skipped = horspool(word, length);
    struct matches stepped = knuth_morris_pratt(word, length);
    ok = ok && skipped.count == stepped.count && skipped.places == stepped.places;
    ok = ok && (skipped.count > 0 || !taken);
    checksum = mix(checksum, skipped.places);
    total += skipped.count;
  }
  print("search: %u words, %u matches ", (unsigned)(rounds * WORDS_PER_ROUND), (unsigned)total);
  return verdict(checksum, ok);
}
