/*
 * Hashes with SHA-256 (FIPS 180-4).
 *
 * Stresses: rotations, logic and additions in long dependent chains with hardly a branch, byte
 * loads joined to words; with Zbb the rotations become single instructions.
 *
 * sha256 [SCALE]: SCALE messages of 20000 bytes, each starting with the digest before it.
 *
 * Check: the digests of "abc" and of the two-block message of the standard; and a message fed in
 * uneven pieces gives the same digest as in one.
 */
#include "guest.h"

#define MESSAGE 20000u

struct sha256 {
  uint32_t state[8];
  uint64_t length;
  uint8_t block[64];
  uint32_t used;
};

/* The first 32 bits of the fractions of the cube roots of the first 64 primes. */
static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate_right(uint32_t x, int count) {
  return x >> count | x << (32 - count);
}

static void compress(uint32_t state[8], const uint8_t block[64]) {
  uint32_t schedule[64];
  for (int i = 0; i < 16; i++) {
    const uint8_t *p = block + 4 * i;
    schedule[i] = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
  }
  for (int i = 16; i < 64; i++) {
    uint32_t early = schedule[i - 15];
    uint32_t late = schedule[i - 2];
    uint32_t s0 = rotate_right(early, 7) ^ rotate_right(early, 18) ^ early >> 3;
    uint32_t s1 = rotate_right(late, 17) ^ rotate_right(late, 19) ^ late >> 10;
    schedule[i] = schedule[i - 16] + s0 + schedule[i - 7] + s1;
  }
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
  uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
  for (int i = 0; i < 64; i++) {
    uint32_t s1 = rotate_right(e, 6) ^ rotate_right(e, 11) ^ rotate_right(e, 25);
    uint32_t choice = (e & f) ^ (~e & g);
    uint32_t t1 = h + s1 + choice + round_constants[i] + schedule[i];
    uint32_t s0 = rotate_right(a, 2) ^ rotate_right(a, 13) ^ rotate_right(a, 22);
    uint32_t majority = (a & b) ^ (a & c) ^ (b & c);
    uint32_t t2 = s0 + majority;
    h = g, g = f, f = e, e = d + t1;
    d = c, c = b, b = a, a = t1 + t2;
  }
  state[0] += a, state[1] += b, state[2] += c, state[3] += d;
  state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

static void start(struct sha256 *hash) {
  static const uint32_t initial[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  memcpy(hash->state, initial, sizeof initial);
  hash->length = 0;
  hash->used = 0;
}

static void update(struct sha256 *hash, const uint8_t *bytes, size_t count) {
  hash->length += count;
  while (count > 0) {
    if (hash->used == 0 && count >= sizeof hash->block) {
      compress(hash->state, bytes);
      bytes += sizeof hash->block;
      count -= sizeof hash->block;
      continue;
    }
    size_t room = sizeof hash->block - hash->used;
    size_t part = count < room ? count : room;
    memcpy(hash->block + hash->used, bytes, part);
    hash->used += (uint32_t)part;
    bytes += part;
    count -= part;
    if (hash->used == sizeof hash->block) {
      compress(hash->state, hash->block);
      hash->used = 0;
    }
  }
}

static void finish(struct sha256 *hash, uint8_t digest[32]) {
  static const uint8_t padding[64] = {0x80};
  uint64_t bits = hash->length * 8;
  update(hash, padding, 1 + (119 - hash->used) % 64);
  uint8_t length[8];
  for (int i = 0; i < 8; i++) {
    length[i] = (uint8_t)(bits >> (56 - 8 * i));
  }
  update(hash, length, sizeof length);
  for (int i = 0; i < 32; i++) {
    digest[i] = (uint8_t)(hash->state[i / 4] >> (24 - 8 * (i % 4)));
  }
}

static void digest_of(const void *bytes, size_t count, uint8_t digest[32]) {
  struct sha256 hash;
  start(&hash);
  update(&hash, bytes, count);
  finish(&hash, digest);
}

static bool standard_vectors(void) {
  static const uint8_t abc[32] = {
      0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40, 0xde, 0x5d, 0xae, 0x22, 0x23,
      0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17, 0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad};
  static const uint8_t two_blocks[32] = {
      0x24, 0x8d, 0x6a, 0x61, 0xd2, 0x06, 0x38, 0xb8, 0xe5, 0xc0, 0x26, 0x93, 0x0c, 0x3e, 0x60, 0x39,
      0xa3, 0x3c, 0xe4, 0x59, 0x64, 0xff, 0x21, 0x67, 0xf6, 0xec, 0xed, 0xd4, 0x19, 0xdb, 0x06, 0xc1};
  const char *text = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
  uint8_t digest[32];
  digest_of("abc", 3, digest);
  bool ok = memcmp(digest, abc, sizeof abc) == 0;
  digest_of(text, strlen(text), digest);
  return ok && memcmp(digest, two_blocks, sizeof two_blocks) == 0;
}

int main(int argc, char **argv) {
  uint32_t messages = argument(argc, argv, 1, 1, 1000000);
  static uint8_t message[MESSAGE];
  uint32_t random = 123456789;
  for (uint32_t i = 0; i < MESSAGE; i++) {
    message[i] = (uint8_t)random_next(&random);
  }
  bool ok = standard_vectors();
  uint8_t digest[32] = {0};
  for (uint32_t round = 0; round < messages; round++) {
    memcpy(message, digest, sizeof digest);
    digest_of(message, MESSAGE, digest);
  }

  struct sha256 pieces;
  uint8_t whole[32], joined[32];
  digest_of(message, 2000, whole);
  start(&pieces);
  for (uint32_t at = 0, part = 1; at < 2000; at += part, part = part * 3 % 127) {
    part = part < 2000 - at ? part : 2000 - at;
    update(&pieces, message + at, part);
  }
  finish(&pieces, joined);
  ok = ok && memcmp(whole, joined, sizeof whole) == 0;

  uint32_t checksum = CHECKSUM_START;
  print("sha256: ");
  for (int i = 0; i < 32; i++) {
    print("%02x", digest[i]);
    checksum = mix(checksum, digest[i]);
  }
  print(" ");
  return verdict(checksum, ok);
}
