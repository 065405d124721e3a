package dev.orrery.profiler.jit;

import dev.orrery.engine.EngineOptions;
import dev.orrery.engine.explain.CodeState;
import dev.orrery.engine.explain.Explainer;
import dev.orrery.engine.explain.Translation;
import dev.orrery.machine.Machine;
import dev.orrery.machine.plan.Guest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Has the JIT explain what it does with some code of a guest, from the first instruction on. */
public final class JitSession implements AutoCloseable {
  private final Guest guest;
  private final long first;
  private final long last;
  private final Explainer explainer;
  private final HotSpotLog hotSpot;

  /**
   * A session for code from {@code first} to {@code last}, both included.
   *
   * @param counts whether translations of it count, which is a little slower
   */
  public JitSession(Guest guest, long first, long last, boolean counts) {
    this.guest = guest;
    this.first = first;
    this.last = last;
    this.explainer = new Explainer(first, last + 1, counts, System::nanoTime);
    this.hotSpot = HotSpotLog.start();
  }

  /** The guest's machine; its engine explains. */
  public Machine machine(EngineOptions options) {
    return guest.machine(options.explainedTo(explainer), guest.environment());
  }

  /** What became of the code, now that the machine has run; the session is used up. */
  public Explained finish() {
    Map<String, HotSpotLog.Facts> facts = hotSpot.finish(Translation.METHOD);
    List<Explained.Translated> translations = new ArrayList<>();
    for (Translation t : explainer.translations()) {
      HotSpotLog.Facts f = facts.getOrDefault(HotSpotLog.key(t.className()), HotSpotLog.Facts.NONE);
      translations.add(new Explained.Translated(t, f.compilations(), f.traps()));
    }
    CodeState state = explainer.state();
    return new Explained(
        first,
        last,
        translations,
        explainer.omitted(),
        explainer.blocks(),
        explainer.refusals(),
        state == null ? 0 : state.samplesNeeded(),
        state == null ? Long.MAX_VALUE : state.samplingInterval(),
        new CodeText(guest.hart().isa, guest.image()),
        hotSpot.unknown());
  }

  @Override
  public void close() {
    hotSpot.close();
  }
}
