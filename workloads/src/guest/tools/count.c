/*
 * A plug-in for qemu-user that counts the instructions a program executes, the one that ends it
 * included, and prints the number on standard error:
 *
 *   gcc -shared -fPIC -O2 count.c -o count.so && qemu-riscv64 -plugin ./count.so sieve.elf
 *
 * A second opinion for the counts of the manifest. The declarations are those of version 1 of the
 * plug-in interface, which Debian does not package a header for.
 */
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>

#define EXPORT __attribute__((visibility("default")))

typedef uint64_t plugin_id;
struct block;
enum inline_operation { ADD };

size_t qemu_plugin_tb_n_insns(const struct block *block);
void qemu_plugin_register_vcpu_tb_trans_cb(plugin_id id, void (*call)(plugin_id, struct block *));
void qemu_plugin_register_vcpu_tb_exec_inline(struct block *block, enum inline_operation operation,
                                              void *counter, uint64_t amount);
void qemu_plugin_register_atexit_cb(plugin_id id, void (*call)(plugin_id, void *), void *data);
EXPORT int qemu_plugin_install(plugin_id id, const void *info, int argc, char **argv);

EXPORT int qemu_plugin_version = 1;

static uint64_t executed;

/* A translated block runs to its end: our programs take no signals in the middle of one. */
static void translated(plugin_id id, struct block *block) {
  (void)id;
  qemu_plugin_register_vcpu_tb_exec_inline(block, ADD, &executed, qemu_plugin_tb_n_insns(block));
}

static void ended(plugin_id id, void *data) {
  (void)id;
  (void)data;
  fprintf(stderr, "%" PRIu64 "\n", executed);
}

int qemu_plugin_install(plugin_id id, const void *info, int argc, char **argv) {
  (void)info;
  (void)argc;
  (void)argv;
  qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
  qemu_plugin_register_atexit_cb(id, ended, NULL);
  return 0;
}
