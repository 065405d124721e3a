package dev.orrery.cli;

import dev.orrery.engine.explain.BlockState;
import dev.orrery.engine.explain.Bytecode;
import dev.orrery.engine.explain.Reason;
import dev.orrery.engine.explain.Translation;
import dev.orrery.profiler.jit.CodeText;
import dev.orrery.profiler.jit.Explained;
import dev.orrery.spec.ir.IrPrinter;
import dev.orrery.spec.ir.Stmt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code orrery jit explain} shows, for programs. Addresses are hexadecimal text. */
final class JitJson {
  private final Explained explained;
  private final CodeText text;

  private JitJson(Explained explained) {
    this.explained = explained;
    this.text = explained.text();
  }

  /** All of it. */
  static Map<String, Object> of(Explained explained) {
    return new JitJson(explained).all();
  }

  private Map<String, Object> all() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("first", hex(explained.first()));
    all.put("last", hex(explained.last()));
    all.put("translations", explained.translations().stream().map(this::translation).toList());
    all.put("omittedTranslations", explained.omitted());
    all.put("blocks", explained.blocks().stream().map(this::block).toList());
    all.put("refusals", refusals());
    all.put("samplesNeeded", explained.samplesNeeded());
    if (explained.samplingInterval() != Long.MAX_VALUE) {
      all.put("samplingInterval", explained.samplingInterval());
    }
    if (explained.hotSpotUnknown() != null) {
      all.put("hotSpotUnknown", explained.hotSpotUnknown());
    }
    return all;
  }

  private static String hex(long address) {
    return "0x" + Long.toHexString(address);
  }

  private void place(Map<String, Object> to, long pc) {
    to.put("pc", hex(pc));
    String symbol = text.symbol(pc);
    if (symbol != null) {
      to.put("symbol", symbol);
    }
  }

  private Map<String, Object> translation(Explained.Translated t) {
    Translation made = t.translation();
    Map<String, Object> m = new LinkedHashMap<>();
    place(m, made.entry());
    m.put("class", made.className());
    m.put("counted", made.counted());
    m.put("nanoseconds", made.nanos());
    if (made.forgotten() != null) {
      m.put("forgotten", made.forgotten());
    }
    m.put("compilations", t.compilations());
    m.put("traps", t.traps());
    m.put("blocks", made.parts().stream().map(this::part).toList());
    m.put("exits", made.exits().stream().map(this::exit).toList());
    m.put("bytecode", bytecode(made.bytecode()));
    return m;
  }

  private Map<String, Object> part(Translation.Part p) {
    Map<String, Object> m = new LinkedHashMap<>();
    place(m, p.pc());
    m.put("calledBefore", p.inside().stream().map(JitJson::hex).toList());
    m.put("seen", p.seen());
    if (p.count() != Translation.UNKNOWN) {
      m.put("begun", p.count());
    }
    m.put("instructions", p.insns().stream().map(this::insn).toList());
    return m;
  }

  private Map<String, Object> insn(Translation.Insn i) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("pc", hex(i.decoded().pc()));
    m.put("text", text.insn(i.decoded()));
    m.put("row", i.decoded().row().meaning().name());
    String source = text.source(i.decoded().pc());
    if (source != null) {
      m.put("source", source);
    }
    Map<String, List<String>> passes = new LinkedHashMap<>();
    passes.put("row", lines(i.row()));
    passes.put("specialised", lines(i.specialised()));
    passes.put("narrowed", lines(i.narrowed()));
    m.put("ir", passes);
    return m;
  }

  private static List<String> lines(List<Stmt> body) {
    return IrPrinter.print(body).lines().toList();
  }

  private Map<String, Object> exit(Translation.Exit e) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("kind", e.kind().name().toLowerCase(Locale.ROOT));
    m.put("block", e.part());
    place(m, e.pc());
    if (e.target() != null) {
      m.put("target", hex(e.target()));
    }
    if (e.count() != Translation.UNKNOWN) {
      m.put("count", e.count());
    }
    reason(m, e.reason());
    return m;
  }

  private static void reason(Map<String, Object> to, @Nullable Reason reason) {
    if (reason != null) {
      to.put("reason", reason.getClass().getSimpleName());
      to.put("why", reason.text());
    }
  }

  private static Map<String, Object> bytecode(Bytecode code) {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (Bytecode.Line l : code.lines()) {
      Map<String, Object> m = new LinkedHashMap<>();
      m.put("offset", l.offset());
      if (l.insn() != Bytecode.AROUND) {
        m.put("instruction", l.insn());
      }
      m.put("text", l.text());
      lines.add(m);
    }
    return Map.of("bytes", code.bytes(), "lines", lines);
  }

  private Map<String, Object> block(BlockState b) {
    Map<String, Object> m = new LinkedHashMap<>();
    place(m, b.pc());
    m.put("end", hex(b.end()));
    m.put("runs", b.runs());
    m.put("surveyed", b.surveyed());
    m.put("samples", b.samples());
    m.put("traces", b.traces().stream().map(JitJson::hex).toList());
    m.put("regions", b.regions().stream().map(JitJson::hex).toList());
    return m;
  }

  private List<Map<String, Object>> refusals() {
    List<Map<String, Object>> all = new ArrayList<>();
    explained
        .refusals()
        .forEach(
            (r, times) -> {
              Map<String, Object> m = new LinkedHashMap<>();
              m.put("entry", hex(r.entry()));
              m.put("wanted", hex(r.wanted()));
              m.put("times", times);
              reason(m, r.reason());
              all.add(m);
            });
    return all;
  }
}
