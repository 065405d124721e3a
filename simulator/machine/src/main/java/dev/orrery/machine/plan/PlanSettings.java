package dev.orrery.machine.plan;

import dev.orrery.machine.RunLimits;
import dev.orrery.machine.bare.RamRange;
import dev.orrery.machine.linux.Schedule;
import dev.orrery.machine.linux.fs.Sandbox;
import dev.orrery.spec.diag.ExitCode;
import dev.orrery.spec.diag.OrreryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run plan in words, and back. Settings have a fixed order; what is not set is not there. Byte
 * counts and times are exact, so that the plan read back equals the one that was written.
 */
public final class PlanSettings {
  private static final long NONE = Long.MAX_VALUE;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final Set<String> REPEATED =
      Set.of("arguments", "env", "ram", "allow-read", "allow-write");

  private final List<Setting> written = new ArrayList<>();
  private final Map<String, List<String>> given = new LinkedHashMap<>();

  private PlanSettings() {}

  /** The plan in words. */
  public static List<Setting> of(RunPlan plan) {
    PlanSettings s = new PlanSettings();
    s.put("program", plan.program());
    s.put("arguments", plan.arguments());
    s.put("isa", plan.isa());
    s.put("engine", plan.engine());
    s.put("machine", plan.machine().name().toLowerCase(Locale.ROOT));
    List<String> ram = new ArrayList<>();
    for (RamRange r : plan.ram()) {
      ram.add("0x" + Long.toHexString(r.base()) + ":" + r.size());
    }
    s.put("ram", ram);
    Long resetPc = plan.resetPc();
    s.put("reset-pc", resetPc == null ? null : "0x" + Long.toHexString(resetPc));
    s.put("max-insns", count(plan.limits().maxInstructions()));
    s.put("timeout", time(plan.limits().timeoutNanos()));
    s.put("memory", Long.toString(plan.memoryLimit()));
    Sandbox sandbox = plan.sandbox();
    s.put("root", sandbox.root() == null ? null : sandbox.root().toString());
    s.put("allow-read", texts(sandbox.readable()));
    s.put("allow-write", texts(sandbox.writable()));
    s.put("directory", sandbox.isClosed() ? null : sandbox.directory().toString());
    s.put("env", plan.environment());
    s.put("terminals", plan.terminals().isEmpty() ? null : plan.terminals());
    s.put("seed", Long.toString(plan.seed()));
    s.put("schedule", plan.schedule().equals(Schedule.USUAL) ? null : plan.schedule().toString());
    return s.written;
  }

  /**
   * The plan that these settings say.
   *
   * @throws OrreryException if one is missing, unknown or has a value that no plan has
   */
  public static RunPlan plan(List<Setting> settings) {
    PlanSettings s = new PlanSettings();
    for (Setting each : settings) {
      s.given.put(each.key(), each.values());
    }
    List<RamRange> ram = new ArrayList<>();
    for (String text : s.many("ram")) {
      int colon = text.indexOf(':');
      ram.add(
          new RamRange(
              s.address("ram", text.substring(0, Math.max(0, colon))),
              s.number("ram", text.substring(colon + 1))));
    }
    String resetPc = s.optional("reset-pc");
    String timeout = s.optional("timeout");
    String maxInsns = s.optional("max-insns");
    String terminals = s.optional("terminals");
    String root = s.optional("root");
    String directory = s.optional("directory");
    RunPlan plan =
        new RunPlan(
            s.one("program"),
            s.many("arguments"),
            s.many("env"),
            s.one("isa"),
            s.one("engine"),
            s.kind(),
            ram,
            resetPc == null ? null : s.address("reset-pc", resetPc),
            new RunLimits(
                maxInsns == null ? NONE : s.number("max-insns", maxInsns),
                timeout == null ? NONE : s.nanos(timeout)),
            s.number("memory", s.one("memory")),
            new Sandbox(
                root == null ? null : Path.of(root),
                paths(s.many("allow-read")),
                paths(s.many("allow-write")),
                Path.of(directory == null ? "/" : directory)),
            terminals == null ? "" : terminals,
            s.seed(),
            s.schedule());
    if (!s.given.isEmpty()) {
      throw bad(s.given.keySet().iterator().next(), "is unknown");
    }
    return plan;
  }

  /** Settings as TOML, one a line. */
  public static String toml(List<Setting> settings) {
    StringBuilder out = new StringBuilder();
    for (Setting s : settings) {
      out.append(s.key()).append(" = ");
      if (REPEATED.contains(s.key())) {
        String separator = "[";
        for (String value : s.values()) {
          quoted(value, out.append(separator));
          separator = ", ";
        }
        out.append("]\n");
      } else {
        quoted(s.values().getFirst(), out);
        out.append('\n');
      }
    }
    return out.toString();
  }

  private static void quoted(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        out.append(c < 16 ? "\\u000" : "\\u00").append(Integer.toHexString(c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private void put(String key, @Nullable String value) {
    if (value != null) {
      written.add(new Setting(key, List.of(value)));
    }
  }

  private void put(String key, List<String> values) {
    if (!values.isEmpty()) {
      written.add(new Setting(key, values));
    }
  }

  private static @Nullable String count(long limit) {
    return limit == NONE ? null : Long.toString(limit);
  }

  private static @Nullable String time(long nanos) {
    if (nanos == NONE) {
      return null;
    }
    return nanos % NANOS_PER_MILLI == 0 ? nanos / NANOS_PER_MILLI + "ms" : nanos + "ns";
  }

  private static List<String> texts(List<Path> paths) {
    List<String> texts = new ArrayList<>();
    for (Path p : paths) {
      texts.add(p.toString());
    }
    return texts;
  }

  private static List<Path> paths(List<String> texts) {
    List<Path> paths = new ArrayList<>();
    for (String t : texts) {
      paths.add(Path.of(t));
    }
    return paths;
  }

  private List<String> many(String key) {
    List<String> values = given.remove(key);
    return values == null ? List.of() : values;
  }

  private @Nullable String optional(String key) {
    List<String> values = given.remove(key);
    if (values == null) {
      return null;
    }
    if (values.size() != 1) {
      throw bad(key, "has " + values.size() + " values instead of one");
    }
    return values.getFirst();
  }

  private String one(String key) {
    String value = optional(key);
    if (value == null) {
      throw bad(key, "is missing");
    }
    return value;
  }

  private MachineKind kind() {
    String text = one("machine");
    for (MachineKind k : MachineKind.values()) {
      if (k.name().toLowerCase(Locale.ROOT).equals(text)) {
        return k;
      }
    }
    throw bad("machine", "is '" + text + "', which there is not");
  }

  private long seed() {
    String text = one("seed");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw bad("seed", "is '" + text + "', not a number");
    }
  }

  private Schedule schedule() {
    String text = optional("schedule");
    try {
      return text == null ? Schedule.USUAL : Schedule.parse(text);
    } catch (OrreryException e) {
      throw bad("schedule", "is '" + text + "', which is none");
    }
  }

  private long number(String key, String text) {
    try {
      long value = Long.parseLong(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw bad(key, "is '" + text + "', not a count");
  }

  private long nanos(String text) {
    String digits = text.substring(0, Math.max(0, text.length() - 2));
    long n = number("timeout", digits);
    boolean millis = text.endsWith("ms");
    if (!millis && !text.endsWith("ns") || millis && n > NONE / NANOS_PER_MILLI) {
      throw bad("timeout", "is '" + text + "', not a time such as 500ms");
    }
    return millis ? n * NANOS_PER_MILLI : n;
  }

  private long address(String key, String text) {
    try {
      if (text.startsWith("0x")) {
        return Long.parseUnsignedLong(text, 2, text.length(), 16);
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw bad(key, "is '" + text + "', not an address such as 0x80000000");
  }

  private static OrreryException bad(String key, String what) {
    return new OrreryException(
        ExitCode.BAD_INPUT, "the plan of the run is damaged: its setting '" + key + "' " + what);
  }
}
