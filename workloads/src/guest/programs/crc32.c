/*
 * CRC-32 (the polynomial of Ethernet and zip) by table.
 *
 * Stresses: one dependent table load per byte: load latency and address generation.
 *
 * crc32 [SCALE]: SCALE passes over 96 KiB.
 *
 * Check: the value of "123456789" in the catalogues, and agreement with the bit-by-bit definition
 * on the first 2000 bytes.
 */
#include "guest.h"

#define BYTES (96u * 1024)
#define POLYNOMIAL 0xedb88320u /* bit 0 is the highest power */

static uint32_t table[256];
static uint8_t data[BYTES];

static uint32_t step_bits(uint32_t crc, int bits) {
  for (int i = 0; i < bits; i++) {
    crc = crc >> 1 ^ (POLYNOMIAL & (0 - (crc & 1)));
  }
  return crc;
}

static uint32_t crc_by_table(uint32_t crc, const uint8_t *bytes, size_t count) {
  crc = ~crc;
  for (size_t i = 0; i < count; i++) {
    crc = crc >> 8 ^ table[(crc ^ bytes[i]) & 0xff];
  }
  return ~crc;
}

static uint32_t crc_by_bits(uint32_t crc, const uint8_t *bytes, size_t count) {
  crc = ~crc;
  for (size_t i = 0; i < count; i++) {
    crc = step_bits(crc ^ bytes[i], 8);
  }
  return ~crc;
}

int main(int argc, char **argv) {
  uint32_t passes = argument(argc, argv, 1, 1, 1000000);
  for (uint32_t i = 0; i < 256; i++) {
    table[i] = step_bits(i, 8);
  }
  uint32_t random = 88675123;
  for (uint32_t i = 0; i < BYTES; i += 4) {
    uint32_t word = random_next(&random);
    memcpy(data + i, &word, sizeof word);
  }
  bool ok = crc_by_table(0, (const uint8_t *)"123456789", 9) == 0xcbf43926u;
  ok = ok && crc_by_table(0, data, 2000) == crc_by_bits(0, data, 2000);
  uint32_t crc = 0;
  for (uint32_t pass = 0; pass < passes; pass++) {
    crc = crc_by_table(crc, data, BYTES);
  }
  print("crc32: %08x after %u x %u bytes ", (unsigned)crc, (unsigned)passes, (unsigned)BYTES);
  return verdict(mix(CHECKSUM_START, crc), ok);
}
