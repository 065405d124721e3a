package dev.orrery.cli;

import dev.orrery.machine.bare.BareBoard;
import java.util.LinkedHashMap;
import java.util.Map;

/** Everything that determines a run, in words: for {@code --print-config} and for recordings. */
final class RunSettings {
  private RunSettings() {}

  /** Settings by name, in a fixed order. */
  static Map<String, String> of(Guest guest) {
    RunOptions o = guest.options();
    Map<String, String> s = new LinkedHashMap<>();
    s.put("program", o.program);
    s.put("arguments", String.join(" ", o.arguments));
    s.put("isa", guest.hart().isa.name());
    s.put("isa-hash", guest.hart().isa.hash());
    s.put("engine", o.engine);
    s.put("machine", guest.environment() instanceof BareBoard ? "bare" : "linux");
    s.put("entry", "0x" + Long.toHexString(guest.hart().pc));
    s.put("ram", String.join(" ", o.ram));
    s.put("max-insns", o.maxInsns == null ? "" : o.maxInsns.toString());
    s.put("timeout", o.timeout == null ? "" : o.timeout.toMillis() + "ms");
    s.put("memory", Long.toString(o.memory));
    s.put("root", o.root == null ? "" : o.root.toString());
    s.put("allow-read", String.join(" ", o.allowRead.stream().map(Object::toString).toList()));
    s.put("allow-write", String.join(" ", o.allowWrite.stream().map(Object::toString).toList()));
    s.put(
        "env",
        String.join(
            " ",
            o.environment.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList()));
    s.put("seed", Long.toString(o.seed));
    return s;
  }

  /** The settings as TOML, one a line; what is not set is left out. */
  static String toml(Map<String, String> settings) {
    StringBuilder out = new StringBuilder();
    settings.forEach(
        (key, value) -> {
          if (!value.isEmpty()) {
            out.append(key).append(" = \"").append(escape(value)).append("\"\n");
          }
        });
    return out.toString();
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
