package dev.orrery.reports.svg;

import dev.orrery.profiler.recording.CycleProfile.CauseCycles;
import dev.orrery.reports.text.Cycles;
import java.awt.Color;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The colours of causes, the same in every drawing of a page. The work itself is grey; what it
 * waits for has the colours of families of instructions, those that differ most where it costs
 * most.
 */
public final class CauseColours {
  private static final String GREY = "system";
  private static final List<String> WAITS =
      List.of("alu", "load", "branch", "muldiv", "store", "jump", "float", "atomic");

  private final Map<String, String> families = new HashMap<>();

  /** The colours of some causes with their cycles. */
  public CauseColours(List<CauseCycles> causes) {
    List<CauseCycles> waits =
        causes.stream()
            .filter(c -> !Cycles.isWork(c))
            .sorted(Comparator.comparingLong(c -> -c.cycles()))
            .toList();
    for (int i = 0; i < waits.size(); i++) {
      families.putIfAbsent(waits.get(i).name(), WAITS.get(i % WAITS.size()));
    }
  }

  private String family(String cause) {
    return families.getOrDefault(cause, GREY);
  }

  /** The style of a cause: one of {@code f-alu} and others, as the page's style sheet has them. */
  public String style(String cause) {
    return "f-" + family(cause);
  }

  /** The stand-in of that colour for {@link ChartSvg}. */
  public Color chart(String cause) {
    return ChartSvg.family(family(cause));
  }
}
