/* Microbenchmarks: each part stresses one thing, so that engines can be told apart by what they are
 * good at. The same file is a Linux program and an image for virtual machines (see start.S); parts
 * that need a device say that they are left out where there is none.
 *
 * Argument: the scale, 1 if absent.
 *
 * Output: a line for each part that computes something, the same everywhere; and lines that begin
 * with # for whoever measures: where a part begins and ends with the time stamp counter, and how
 * long single events took by it. */

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long u64;

#define SERIAL 0x3f8
#define SERIAL_STATUS 0x3fd
#define EXIT_PORT 0xf4
#define EXIT_OFFSET 16 /* so that it is told from 1, with which QEMU itself fails */

#define VIRTIO_MAGIC ((volatile u32 *)0xfeb00000UL)
#define VIRTIO_MAGIC_VALUE 0x74726976u
#define APIC ((volatile u8 *)0xfee00000UL)
#define APIC_SPURIOUS 0xf0
#define APIC_TIMER 0x320
#define APIC_COUNT 0x380
#define APIC_DIVIDE 0x3e0
#define TIMER_VECTOR 0x40

#define FAULT_AREA 0x40000000UL
#define FAULT_PAGES 512
#define PAGE 4096

#define SYS_WRITE 1
#define SYS_MMAP 9
#define SYS_GETPID 39
#define SYS_EXIT 60

extern volatile u32 timer_ticks;
extern long system_call(long number, ...);

static int machine; /* whether there is no Linux below */

static u64 clock_now(void) {
  u32 low, high;
  __asm__ volatile("rdtsc" : "=a"(low), "=d"(high)::"memory");
  return (u64)high << 32 | low;
}

static void port_write(u8 value, unsigned short port) {
  __asm__ volatile("outb %0, %1" ::"a"(value), "Nd"(port));
}

static u8 port_read(unsigned short port) {
  u8 value;
  __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
  return value;
}

/* -- output -------------------------------------------------------------------------------- */

static char line[8192];
static u32 used;

static void text(const char *s) {
  while (*s && used < sizeof line) line[used++] = *s++;
}

static void decimal(u64 n) {
  char digits[24];
  int i = sizeof digits;
  digits[--i] = 0;
  do digits[--i] = '0' + n % 10;
  while (n /= 10);
  text(digits + i);
}

static void hex(u64 n) {
  char digit[2] = {0, 0};
  for (int i = 60; i >= 0; i -= 4) {
    digit[0] = "0123456789abcdef"[n >> i & 15];
    text(digit);
  }
}

static void flush(void) {
  text("\n");
  if (machine)
    for (u32 i = 0; i < used; i++) port_write(line[i], SERIAL);
  else
    system_call(SYS_WRITE, 1, line, used);
  used = 0;
}

static void phase(const char *name) {
  text("#phase ");
  text(name);
  text(" ");
  decimal(clock_now());
  flush();
}

static void end(void) {
  text("#end ");
  decimal(clock_now());
  flush();
}

static void result(const char *name, u64 value) {
  end();
  text(name);
  text(" ");
  hex(value);
  flush();
}

static void skip(const char *name, const char *why) {
  text("#skip ");
  text(name);
  text(" ");
  text(why);
  flush();
}

/* -- single events ------------------------------------------------------------------------- */

/* A length's bucket: its highest bit and the four below. */
#define SHARE 16
static u32 lengths[64 * SHARE];

static void event(u64 ticks) {
  int top = 63 - __builtin_clzl(ticks | SHARE);
  lengths[top * SHARE + (ticks >> (top - 4) & (SHARE - 1))]++;
}

static void events(const char *kind) {
  end();
  text("#latency ");
  text(kind);
  for (u32 i = 4 * SHARE; i < sizeof lengths / sizeof *lengths; i++) {
    if (lengths[i]) {
      int top = i / SHARE;
      text(" ");
      decimal(((u64)(SHARE + i % SHARE) << (top - 4)) + ((1UL << (top - 4)) >> 1));
      text(":");
      decimal(lengths[i]);
      lengths[i] = 0;
    }
  }
  flush();
}

/* -- what computes ------------------------------------------------------------------------- */

static u64 integer(u64 n) {
  u64 x = 88172645463325252UL, sum = 0;
  for (u64 i = 0; i < n; i++) {
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    sum += x * 0x9e3779b97f4a7c15UL;
  }
  return sum;
}

#define CELLS (1 << 18) /* 1 MiB: more than a first-level cache */
static u32 cells[CELLS];

static u64 memory(u64 n) {
  u32 at = 1;
  u64 sum = 0;
  for (u32 i = 0; i < CELLS; i++) cells[i] = i * 2654435761u;
  for (u64 i = 0; i < n; i++) {
    sum += cells[at & (CELLS - 1)];
    at = at * 1664525u + 1013904223u;
    cells[at >> 8 & (CELLS - 1)] = (u32)sum;
  }
  return sum;
}

static u64 floating(u64 n) {
  union {
    double number;
    u64 bits;
  } sum = {0};
  double a = 1.0, b = 0.5;
  for (u64 i = 0; i < n; i++) {
    a = a * 0.9999999 + b;
    b = b * 0.9999998 - a * 1e-9;
    sum.number += a / (b * b + 1.0);
  }
  return sum.bits;
}

/* Branches on bits that no predictor knows, and calls through pointers. */
static u64 add(u64 x) { return x + 3; }
static u64 turn(u64 x) { return x << 7 | x >> 57; }
static u64 mix(u64 x) { return x ^ x >> 3; }
static u64 drop(u64 x) { return x * 5; }
static u64 (*const volatile targets[])(u64) = {add, turn, mix, drop};

static u64 branches(u64 n) {
  u64 x = 88172645463325252UL, sum = 1;
  for (u64 i = 0; i < n; i++) {
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    if (x & 1) sum += x;
    else if (x & 2) sum ^= x >> 5;
    sum = targets[x >> 62](sum);
  }
  return sum;
}

/* -- what leaves the program --------------------------------------------------------------- */

static void system_calls(u64 n) {
  phase("system-call");
  for (u64 i = 0; i < n; i++) {
    u64 start = clock_now();
    system_call(SYS_GETPID);
    event(clock_now() - start);
  }
  events("system-call");
}

/* Touches pages that are not there yet: the kernel, or our handler, maps them. */
static int page_faults(void) {
  u8 *area = (u8 *)FAULT_AREA;
  if (!machine) {
    long mapped = system_call(SYS_MMAP, 0L, (long)FAULT_PAGES * PAGE, 3L, 0x22L, -1L, 0L);
    if (mapped < 0) return 1;
    area = (u8 *)mapped;
  }
  phase("page-fault");
  for (u64 i = 0; i < FAULT_PAGES; i++) {
    u64 start = clock_now();
    *(volatile u8 *)(area + i * PAGE) = i;
    event(clock_now() - start);
  }
  events("page-fault");
  for (u64 i = 0; i < FAULT_PAGES; i++)
    if (area[i * PAGE] != (u8)i) return 1;
  return 0;
}

static void ports(u64 n) {
  phase("port-io");
  for (u64 i = 0; i < n; i++) {
    u64 start = clock_now();
    port_read(SERIAL_STATUS);
    event(clock_now() - start);
  }
  events("port-io");
}

static int device_memory(u64 n) {
  int wrong = 0;
  phase("mmio");
  for (u64 i = 0; i < n; i++) {
    u64 start = clock_now();
    wrong |= *VIRTIO_MAGIC != VIRTIO_MAGIC_VALUE;
    event(clock_now() - start);
  }
  events("mmio");
  return wrong;
}

static void apic(u32 at, u32 value) { *(volatile u32 *)(APIC + at) = value; }

/* The processor's own timer, asked for an interrupt after 1000 of its ticks. */
static int timers(u64 n) {
  apic(APIC_SPURIOUS, 0x1ff);
  apic(APIC_DIVIDE, 3); /* by 16 */
  apic(APIC_TIMER, TIMER_VECTOR);
  phase("timer");
  for (u64 i = 0; i < n; i++) {
    u32 before = timer_ticks;
    u64 start = clock_now();
    apic(APIC_COUNT, 1000);
    for (u64 spins = 0; timer_ticks == before; spins++)
      if (spins > 100000000) return 1;
    event(clock_now() - start);
  }
  events("timer");
  return 0;
}

static int run(const char *argument) {
  u64 scale = 0;
  for (; argument && *argument >= '0' && *argument <= '9'; argument++)
    scale = scale * 10 + (*argument - '0');
  if (!scale) scale = 1;
  int wrong = 0;
  phase("integer");
  result("integer", integer(400000 * scale));
  phase("memory");
  result("memory", memory(200000 * scale));
  phase("floating-point");
  result("floating-point", floating(200000 * scale));
  phase("branch");
  result("branch", branches(150000 * scale));
  system_calls(2000 * scale);
  wrong |= page_faults();
  if (machine) {
    ports(2000 * scale);
    wrong |= device_memory(2000 * scale);
    wrong |= timers(100 * scale);
  } else {
    skip("port-io", "a process has no ports");
    skip("mmio", "a process has no devices in its memory");
    skip("timer", "a process has no interrupts");
  }
  text(wrong ? "FAIL" : "ok");
  flush();
  return wrong;
}

void linux_main(int count, char **words) {
  system_call(SYS_EXIT, (long)run(count > 1 ? words[1] : 0));
}

void machine_main(const char *command_line) {
  machine = 1;
  u32 status = EXIT_OFFSET + run(command_line);
  __asm__ volatile("outl %0, %1" ::"a"(status), "Nd"((unsigned short)EXIT_PORT));
  for (;;) {
  }
}
