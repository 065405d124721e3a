package dev.orrery.spec.binary;

import dev.orrery.spec.model.AbiSpec;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes an operating system's conventions; {@link AbiReader} reads them. */
final class AbiWriter {
  private final Sink out;
  private final IrWriter ir;

  AbiWriter(Sink out, IrWriter ir) {
    this.out = out;
    this.ir = ir;
  }

  /** Writes a convention, or that there is none. */
  void write(@Nullable AbiSpec abi) {
    out.flag(abi != null);
    if (abi == null) {
      return;
    }
    out.string(abi.name());
    out.string(abi.machine());
    out.number(abi.number());
    out.number(abi.arguments().size());
    abi.arguments().forEach(out::number);
    out.number(abi.result());
    out.number(abi.stackPointer());
    out.signed(abi.threadPointer());
    out.signed(abi.returnAddress());
    out.number(abi.calls().size());
    new TreeMap<>(abi.calls())
        .forEach(
            (number, name) -> {
              out.number(number);
              out.string(name);
            });
    out.number(abi.contextOffset());
    out.number(abi.context().size());
    abi.context().forEach(this::contextItem);
    out.blob(abi.sigreturn());
    out.signed(abi.hwcap());
    AbiSpec.Flag failed = abi.failed();
    out.flag(failed != null);
    if (failed != null) {
      out.number(failed.slot());
      out.number(failed.bit());
    }
    out.signed(abi.entry());
    out.number(abi.meanings().size());
    new TreeMap<>(abi.meanings())
        .forEach(
            (number, meaning) -> {
              out.number(number);
              out.string(meaning.call());
              out.number(meaning.arguments().size());
              for (AbiSpec.Given g : meaning.arguments()) {
                out.signed(g.position());
                out.signed(g.constant());
              }
            });
    out.number(abi.bases().size());
    for (AbiSpec.Base b : abi.bases()) {
      out.number(b.code());
      out.number(b.slot());
      out.flag(b.writes());
    }
    out.number(abi.stat().size());
    for (AbiSpec.StatItem i : abi.stat()) {
      out.string(i.name());
      out.number(i.bytes());
    }
    handler(abi.handler());
  }

  private void handler(AbiSpec.Handler handler) {
    out.number(handler.frame().size());
    handler.frame().forEach(p -> out.number(p.ordinal()));
    out.number(handler.restorer());
    out.number(handler.redZone());
    out.number(handler.cleared().size());
    handler.cleared().forEach(out::number);
    out.number(handler.area().size());
    handler.area().forEach(this::contextItem);
    out.number(handler.areaAlignment());
  }

  private void contextItem(AbiSpec.ContextItem item) {
    out.number(item.bytes());
    switch (item) {
      case AbiSpec.ContextItem.Pc pc -> out.number(ContextTag.PC);
      case AbiSpec.ContextItem.Padding padding -> out.number(ContextTag.PADDING);
      case AbiSpec.ContextItem.Slot slot -> {
        out.number(ContextTag.SLOT);
        out.number(slot.slot());
      }
      case AbiSpec.ContextItem.Composed composed -> {
        out.number(ContextTag.COMPOSED);
        out.number(composed.parts().size());
        for (AbiSpec.Part p : composed.parts()) {
          out.flag(p.register() != null);
          if (p.register() != null) {
            ir.register(p.register());
          } else {
            out.number(p.width());
            out.number(p.constant());
          }
        }
      }
      case AbiSpec.ContextItem.Mask mask -> out.number(ContextTag.MASK);
      case AbiSpec.ContextItem.Area area -> out.number(ContextTag.AREA);
    }
  }

  /** The number that each kind of item of a machine context is written as. */
  static final class ContextTag {
    static final int PC = 0;
    static final int SLOT = 1;
    static final int COMPOSED = 2;
    static final int PADDING = 3;
    static final int MASK = 4;
    static final int AREA = 5;

    private ContextTag() {}
  }
}
