package dev.orrery.machine.plan;

import java.util.List;

/**
 * A part of a run plan in words.
 *
 * @param key the option's long name without dashes, or {@code program} or {@code arguments}
 * @param values one, or for what can be repeated any number but zero
 */
public record Setting(String key, List<String> values) {
  public Setting {
    values = List.copyOf(values);
  }
}
