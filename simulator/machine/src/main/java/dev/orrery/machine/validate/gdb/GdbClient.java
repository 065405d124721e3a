package dev.orrery.machine.validate.gdb;

import dev.orrery.machine.validate.ReferenceException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client of GDB's remote protocol, as far as it takes to follow and to change a program:
 * registers by name, memory, steps and breakpoints. Source: GDB manual, "Remote Serial Protocol"
 * and "Target Description Format".
 */
public final class GdbClient {
  private static final int MOST_XML = 1 << 20;
  private static final int MOST_FILES = 32;
  private static final int MOST_REGISTERS = 8192;
  private static final int CHUNK = 1024;
  private static final Pattern REGISTER = Pattern.compile("<reg\\s([^>]*)>|<xi:include\\s([^>]*)>");
  private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)\\s*=\\s*[\"']([^\"']*)[\"']");

  private final PacketReader packets;
  private final Map<String, Register> registers = new LinkedHashMap<>();

  /** A register of the other side. */
  private record Register(int number, int bits) {}

  /** Why the program on the other side stopped. */
  public sealed interface Stopped {
    /** It can go on. */
    record Paused(int signal) implements Stopped {}

    /** It has ended by itself or, if {@code killed}, by a signal of that number. */
    record Ended(int status, boolean killed) implements Stopped {}
  }

  /**
   * Begins a conversation.
   *
   * @param channel connected; from now on for this client alone
   * @param patience milliseconds that an answer may take
   * @throws ReferenceException if the other side does not speak the protocol, or does not say what
   *     registers it has
   */
  public GdbClient(SocketChannel channel, long patience) throws ReferenceException {
    try {
      this.packets = new PacketReader(channel, patience);
    } catch (IOException e) {
      throw new ReferenceException("it has closed the connection");
    }
    String supported = exchange("qSupported:xmlRegisters=riscv;swbreak+");
    if (!supported.contains("qXfer:features:read+")) {
      throw new ReferenceException("it does not describe its registers");
    }
    describe("target.xml", new ArrayList<>());
  }

  /** Whether the other side has a register of that name. */
  public boolean has(String register) {
    return registers.containsKey(register);
  }

  private void describe(String file, List<String> seen) throws ReferenceException {
    if (seen.contains(file) || seen.size() == MOST_FILES) {
      return;
    }
    seen.add(file);
    Matcher m = REGISTER.matcher(feature(file));
    while (m.find()) {
      Map<String, String> attributes = attributes(m.group(1) == null ? m.group(2) : m.group(1));
      if (m.group(1) == null) {
        describe(attributes.getOrDefault("href", file), seen);
        continue;
      }
      int next = registers.values().stream().mapToInt(r -> r.number() + 1).max().orElse(0);
      try {
        String number = attributes.get("regnum");
        Register r =
            new Register(
                number == null ? next : Integer.parseInt(number),
                Integer.parseInt(attributes.getOrDefault("bitsize", "")));
        if (registers.size() < MOST_REGISTERS) {
          registers.putIfAbsent(attributes.getOrDefault("name", ""), r);
        }
      } catch (NumberFormatException e) {
        throw new ReferenceException("its description of registers is damaged");
      }
    }
  }

  private static Map<String, String> attributes(String text) {
    Map<String, String> attributes = new LinkedHashMap<>();
    Matcher m = ATTRIBUTE.matcher(text);
    while (m.find()) {
      attributes.put(m.group(1), m.group(2));
    }
    return attributes;
  }

  private String feature(String file) throws ReferenceException {
    StringBuilder text = new StringBuilder();
    while (text.length() < MOST_XML) {
      String part = exchange("qXfer:features:read:%s:%x,%x".formatted(file, text.length(), CHUNK));
      if (part.isEmpty() || part.charAt(0) != 'm' && part.charAt(0) != 'l') {
        throw new ReferenceException("it does not describe its registers in " + file);
      }
      text.append(part, 1, part.length());
      if (part.charAt(0) == 'l') {
        return text.toString();
      }
      if (part.length() == 1) {
        break;
      }
    }
    throw new ReferenceException("its description of registers has no end");
  }

  /**
   * What a register holds, zero-extended.
   *
   * @param name one that it {@link #has}
   */
  public long register(String name) throws ReferenceException {
    Register r = registers.get(name);
    if (r == null) {
      throw new ReferenceException("it has no register " + name);
    }
    String hex = exchange("p" + Integer.toHexString(r.number()));
    if (hex.length() > 16 || hex.isEmpty() || hex.length() % 2 != 0) {
      throw new ReferenceException(
          "it does not say what register %s holds: %s".formatted(name, hex));
    }
    return littleEndian(bytes(hex));
  }

  /** What the registers hold that come in one packet, which are the general ones. */
  public Map<String, Long> general() throws ReferenceException {
    String hex = exchange("g");
    Map<String, Long> values = new LinkedHashMap<>();
    int at = 0;
    for (int number = 0; at < hex.length(); number++) {
      int wanted = number;
      String name = null;
      int digits = 0;
      for (Map.Entry<String, Register> r : registers.entrySet()) {
        if (r.getValue().number() == wanted) {
          name = r.getKey();
          digits = r.getValue().bits() / 4;
        }
      }
      if (name == null || digits == 0 || digits > 16 || at + digits > hex.length()) {
        break;
      }
      values.put(name, littleEndian(bytes(hex.substring(at, at + digits))));
      at += digits;
    }
    if (values.isEmpty()) {
      throw new ReferenceException("it does not say what its registers hold");
    }
    return values;
  }

  /** Bytes of memory; null if they are not there. */
  public byte @Nullable [] memory(long address, int length) throws ReferenceException {
    byte[] all = new byte[length];
    for (int at = 0; at < length; at += CHUNK) {
      int n = Math.min(CHUNK, length - at);
      String answer = exchange("m%x,%x".formatted(address + at, n));
      if (answer.startsWith("E") || answer.isEmpty()) {
        return null;
      }
      byte[] part = bytes(answer);
      if (part.length != n) {
        return null;
      }
      System.arraycopy(part, 0, all, at, n);
    }
    return all;
  }

  /**
   * Sets a register.
   *
   * @param name one that it {@link #has}, of at most 64 bits
   */
  public void setRegister(String name, long value) throws ReferenceException {
    Register r = registers.get(name);
    if (r == null || r.bits() > Long.SIZE) {
      throw new ReferenceException("it has no register " + name + " to set");
    }
    byte[] bytes = new byte[(r.bits() + 7) / 8];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (value >>> 8 * i);
    }
    done("P%x=%s".formatted(r.number(), HexFormat.of().formatHex(bytes)), "to set " + name);
  }

  /** Sets bytes of memory. */
  public void setMemory(long address, byte[] bytes) throws ReferenceException {
    for (int at = 0; at < bytes.length; at += CHUNK) {
      int n = Math.min(CHUNK, bytes.length - at);
      done(
          "M%x,%x:%s".formatted(address + at, n, HexFormat.of().formatHex(bytes, at, at + n)),
          "to set memory at 0x%x".formatted(address + at));
    }
  }

  /** Executes one instruction. */
  public Stopped step() throws ReferenceException {
    return stopped(exchange("s"));
  }

  /** Goes on until a breakpoint is reached or the program ends. */
  public Stopped goOn() throws ReferenceException {
    return stopped(exchange("c"));
  }

  /** Puts a breakpoint in place of an instruction of so many bytes. */
  public void insertBreakpoint(long address, int bytes) throws ReferenceException {
    done("Z0,%x,%x".formatted(address, bytes), "a breakpoint");
  }

  /** Takes it away. */
  public void removeBreakpoint(long address, int bytes) throws ReferenceException {
    done("z0,%x,%x".formatted(address, bytes), "to take a breakpoint away");
  }

  private void done(String packet, String what) throws ReferenceException {
    String answer = exchange(packet);
    if (!answer.equals("OK")) {
      throw new ReferenceException("it refuses %s: %s".formatted(what, answer));
    }
  }

  private static Stopped stopped(String answer) throws ReferenceException {
    String digits = answer.length() < 3 ? "" : answer.substring(1, 3);
    try {
      int number = Integer.parseInt(digits, 16);
      return switch (answer.charAt(0)) {
        case 'S', 'T' -> new Stopped.Paused(number);
        case 'W' -> new Stopped.Ended(number, false);
        case 'X' -> new Stopped.Ended(number, true);
        default -> throw new NumberFormatException();
      };
    } catch (NumberFormatException e) {
      throw new ReferenceException("it does not say why it stopped: '" + answer + "'");
    }
  }

  private String exchange(String packet) throws ReferenceException {
    return packets.exchange(packet);
  }

  private static byte[] bytes(String hex) throws ReferenceException {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int high = Character.digit(hex.charAt(2 * i), 16);
      int low = Character.digit(hex.charAt(2 * i + 1), 16);
      if (high < 0 || low < 0) {
        throw new ReferenceException("it answers with what is no number: " + hex);
      }
      bytes[i] = (byte) (high << 4 | low);
    }
    return bytes;
  }

  private static long littleEndian(byte[] bytes) {
    long value = 0;
    for (int i = bytes.length - 1; i >= 0; i--) {
      value = value << 8 | bytes[i] & 0xff;
    }
    return value;
  }
}
