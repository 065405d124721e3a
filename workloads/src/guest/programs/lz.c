/*
 * Compresses generated text with an LZ77 of our own and expands it again.
 *
 * Stresses: hashing of short strings, chains of candidates in memory, byte comparison loops of
 * unpredictable length, overlapping copies.
 *
 * lz [SCALE]: SCALE texts of 10000 bytes.
 *
 * Check: expansion gives the text back, and the text did get smaller.
 */
#include "guest.h"

#define TEXT 10000u
#define PACKED (TEXT + TEXT / 64 + 16) /* text without a repetition grows by a byte in 128 */
#define HASH_BITS 12
#define MIN_MATCH 4u
#define MAX_MATCH 131u /* MIN_MATCH + 127 */
#define WINDOW 16384u
#define MAX_LITERALS 128u
#define MAX_CHAIN 8
#define NONE 0xffffffffu

static uint8_t text[TEXT];
static uint8_t packed[PACKED];
static uint8_t expanded[TEXT];
static uint32_t newest[1u << HASH_BITS];
static uint32_t older[TEXT];

/* Words drawn from a small vocabulary, the frequent ones more often. */
static void write_text(uint32_t *random) {
  char vocabulary[64][8];
  uint32_t lengths[64];
  for (int w = 0; w < 64; w++) {
    lengths[w] = 2 + random_below(random, 6);
    for (uint32_t i = 0; i < lengths[w]; i++) {
      vocabulary[w][i] = (char)('a' + random_below(random, 26));
    }
  }
  uint32_t at = 0;
  while (at < TEXT) {
    uint32_t limit = 1 + random_below(random, 64);
    uint32_t w = random_below(random, limit);
    for (uint32_t i = 0; i < lengths[w] && at < TEXT; i++) {
      text[at++] = (uint8_t)vocabulary[w][i];
    }
    if (at < TEXT) {
      text[at++] = ' ';
    }
  }
}

static uint32_t hash_at(uint32_t at) {
  uint32_t bytes = text[at] | (uint32_t)text[at + 1] << 8 | (uint32_t)text[at + 2] << 16 |
                   (uint32_t)text[at + 3] << 24;
  return bytes * 0x9e3779b1u >> (32 - HASH_BITS);
}

static void remember(uint32_t at) {
  if (at + MIN_MATCH <= TEXT) {
    uint32_t hash = hash_at(at);
    older[at] = newest[hash];
    newest[hash] = at;
  }
}

static uint32_t match_length(uint32_t left, uint32_t right) {
  uint32_t limit = TEXT - right < MAX_MATCH ? TEXT - right : MAX_MATCH;
  uint32_t length = 0;
  while (length < limit && text[left + length] == text[right + length]) {
    length++;
  }
  return length;
}

static uint32_t put_literals(uint32_t out, uint32_t from, uint32_t to) {
  while (from < to) {
    uint32_t count = to - from < MAX_LITERALS ? to - from : MAX_LITERALS;
    packed[out++] = (uint8_t)(count - 1);
    memcpy(packed + out, text + from, count);
    out += count;
    from += count;
  }
  return out;
}

/*
 * The format: a byte below 128 is followed by that many literals plus one; another byte holds a
 * match length minus MIN_MATCH in its low bits and is followed by the distance, low byte first.
 */
static uint32_t compress(void) {
  for (uint32_t i = 0; i < 1u << HASH_BITS; i++) {
    newest[i] = NONE;
  }
  uint32_t out = 0;
  uint32_t literals = 0;
  uint32_t at = 0;
  while (at < TEXT) {
    uint32_t best = 0;
    uint32_t distance = 0;
    if (at + MIN_MATCH <= TEXT) {
      uint32_t candidate = newest[hash_at(at)];
      for (int i = 0; i < MAX_CHAIN && candidate != NONE && at - candidate <= WINDOW; i++) {
        uint32_t length = match_length(candidate, at);
        if (length > best) {
          best = length;
          distance = at - candidate;
        }
        candidate = older[candidate];
      }
    }
    if (best < MIN_MATCH) {
      remember(at++);
      continue;
    }
    out = put_literals(out, literals, at);
    packed[out++] = (uint8_t)(128 + best - MIN_MATCH);
    packed[out++] = (uint8_t)distance;
    packed[out++] = (uint8_t)(distance >> 8);
    for (uint32_t end = at + best; at < end;) {
      remember(at++);
    }
    literals = at;
  }
  return put_literals(out, literals, TEXT);
}

/* Returns the number of bytes written, or NONE when the packed bytes make no sense. */
static uint32_t expand(uint32_t size) {
  uint32_t out = 0;
  uint32_t at = 0;
  while (at < size) {
    uint32_t token = packed[at++];
    if (token < 128) {
      uint32_t count = token + 1;
      if (count > size - at || count > TEXT - out) {
        return NONE;
      }
      memcpy(expanded + out, packed + at, count);
      at += count;
      out += count;
      continue;
    }
    uint32_t count = token - 128 + MIN_MATCH;
    if (size - at < 2 || count > TEXT - out) {
      return NONE;
    }
    uint32_t distance = packed[at] | (uint32_t)packed[at + 1] << 8;
    at += 2;
    if (distance == 0 || distance > out) {
      return NONE;
    }
    for (uint32_t end = out + count; out < end; out++) {
      expanded[out] = expanded[out - distance]; /* may read what it has just written */
    }
  }
  return out;
}

int main(int argc, char **argv) {
  uint32_t texts = argument(argc, argv, 1, 1, 1000000);
  uint32_t random = 521288629;
  uint32_t checksum = CHECKSUM_START;
  uint64_t total = 0;
  bool ok = true;
  for (uint32_t round = 0; round < texts; round++) {
    write_text(&random);
    uint32_t size = compress();
    ok = ok && size < TEXT && expand(size) == TEXT && memcmp(text, expanded, TEXT) == 0;
    for (uint32_t i = 0; i < size; i += 61) {
      checksum = mix(checksum, packed[i]);
    }
    checksum = mix(checksum, size);
    total += size;
  }
  print("lz: %llu bytes packed to %llu ", (unsigned long long)texts * TEXT,
        (unsigned long long)total);
  return verdict(checksum, ok);
}
