package dev.orrery.profiler.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A core with values for its parameters.
 *
 * @param core its name or file
 * @param values one for each axis of the plan
 */
public record Setup(String core, List<Long> values) {
  public Setup {
    values = List.copyOf(values);
  }

  /** The values by the name of their parameter. */
  public Map<String, Long> settings(List<Axis> axes) {
    Map<String, Long> settings = new LinkedHashMap<>();
    for (int a = 0; a < axes.size(); a++) {
      settings.put(axes.get(a).parameter(), values.get(a));
    }
    return settings;
  }
}
