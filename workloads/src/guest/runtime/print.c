/* Buffered output with the few formats that the programs need. */
#include <stdarg.h>

#include "guest.h"

static char buffer[512];
static size_t used;

void print_flush(void) {
  size_t done = 0;
  while (done < used) {
    long count = sys_write(1, buffer + done, used - done);
    if (count <= 0) {
      break; /* Nobody listens any more: the exit status still tells the result. */
    }
    done += (size_t)count;
  }
  used = 0;
}

static void put(char c) {
  if (used == sizeof buffer) {
    print_flush();
  }
  buffer[used++] = c;
}

static void put_padded(const char *text, size_t length, size_t width, char padding) {
  for (size_t i = length; i < width; i++) {
    put(padding);
  }
  for (size_t i = 0; i < length; i++) {
    put(text[i]);
  }
}

static void put_number(uint64_t value, unsigned base, bool negative, size_t width, char padding) {
  char digits[24];
  size_t at = sizeof digits;
  do {
    digits[--at] = "0123456789abcdef"[value % base];
    value /= base;
  } while (value != 0);
  if (negative) {
    digits[--at] = '-';
  }
  put_padded(digits + at, sizeof digits - at, width, padding);
}

void print(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  for (const char *p = format; *p != '\0'; p++) {
    if (*p != '%') {
      put(*p);
      continue;
    }
    p++;
    char padding = *p == '0' ? '0' : ' ';
    size_t width = 0;
    while (*p >= '0' && *p <= '9') {
      width = width * 10 + (size_t)(*p++ - '0');
    }
    int longs = 0;
    while (*p == 'l') {
      longs++;
      p++;
    }
    switch (*p) {
      case 'd': {
        int64_t value = longs == 2   ? va_arg(arguments, long long)
                        : longs == 1 ? va_arg(arguments, long)
                                     : va_arg(arguments, int);
        uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
        put_number(magnitude, 10, value < 0, width, padding);
        break;
      }
      case 'u':
      case 'x': {
        uint64_t value = longs == 2   ? va_arg(arguments, unsigned long long)
                         : longs == 1 ? va_arg(arguments, unsigned long)
                                      : va_arg(arguments, unsigned);
        put_number(value, *p == 'x' ? 16 : 10, false, width, padding);
        break;
      }
      case 's': {
        const char *text = va_arg(arguments, const char *);
        put_padded(text, strlen(text), width, ' ');
        break;
      }
      case 'c':
        put((char)va_arg(arguments, int));
        break;
      case '%':
        put('%');
        break;
      default:
        die("print does not know the format ", format);
    }
  }
  va_end(arguments);
}
