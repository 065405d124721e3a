package dev.orrery.spec.binary;

import dev.orrery.spec.model.AbiSpec;
import dev.orrery.spec.model.Register;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an operating system's conventions; the inverse of {@link AbiWriter}. */
final class AbiReader {
  private static final AbiSpec.FramePart[] FRAME_PARTS = AbiSpec.FramePart.values();

  private final Source in;
  private final IrReader ir;

  AbiReader(Source in, IrReader ir) {
    this.in = in;
    this.ir = ir;
  }

  /** The convention, or null if there is none. */
  @Nullable AbiSpec read() {
    if (!in.flag()) {
      return null;
    }
    String name = in.string();
    String machine = in.string();
    int number = in.small();
    List<Integer> arguments = new ArrayList<>();
    for (int n = in.count(); n > 0; n--) {
      arguments.add(in.small());
    }
    int result = in.small();
    int stackPointer = in.small();
    int threadPointer = (int) in.signed();
    int returnAddress = (int) in.signed();
    Map<Integer, String> calls = new HashMap<>();
    for (int n = in.count(); n > 0; n--) {
      calls.put(in.small(), in.string());
    }
    int contextOffset = in.small();
    List<AbiSpec.ContextItem> context = new ArrayList<>();
    for (int n = in.count(); n > 0; n--) {
      context.add(contextItem());
    }
    return new AbiSpec(
        name,
        machine,
        number,
        List.copyOf(arguments),
        result,
        stackPointer,
        threadPointer,
        returnAddress,
        Map.copyOf(calls),
        contextOffset,
        List.copyOf(context),
        in.blob(),
        in.signed(),
        in.flag() ? new AbiSpec.Flag(in.small(), in.small()) : null,
        (int) in.signed(),
        meanings(),
        bases(),
        stat(),
        handler());
  }

  private Map<Integer, AbiSpec.Meaning> meanings() {
    Map<Integer, AbiSpec.Meaning> out = new HashMap<>();
    for (int n = in.count(); n > 0; n--) {
      int number = in.small();
      String call = in.string();
      List<AbiSpec.Given> arguments = new ArrayList<>();
      for (int k = in.count(); k > 0; k--) {
        arguments.add(new AbiSpec.Given((int) in.signed(), in.signed()));
      }
      out.put(number, new AbiSpec.Meaning(call, List.copyOf(arguments)));
    }
    return Map.copyOf(out);
  }

  private List<AbiSpec.Base> bases() {
    List<AbiSpec.Base> out = new ArrayList<>();
    for (int n = in.count(); n > 0; n--) {
      out.add(new AbiSpec.Base(in.number(), in.small(), in.flag()));
    }
    return List.copyOf(out);
  }

  private List<AbiSpec.StatItem> stat() {
    List<AbiSpec.StatItem> out = new ArrayList<>();
    for (int n = in.count(); n > 0; n--) {
      out.add(new AbiSpec.StatItem(in.string(), in.small()));
    }
    return List.copyOf(out);
  }

  private AbiSpec.Handler handler() {
    List<AbiSpec.FramePart> frame = new ArrayList<>();
    for (int n = in.count(); n > 0; n--) {
      frame.add(FRAME_PARTS[in.small()]);
    }
    long restorer = in.number();
    int redZone = in.small();
    List<Integer> cleared = new ArrayList<>();
    for (int n = in.count(); n > 0; n--) {
      cleared.add(in.small());
    }
    List<AbiSpec.ContextItem> area = new ArrayList<>();
    for (int n = in.count(); n > 0; n--) {
      area.add(contextItem());
    }
    return new AbiSpec.Handler(
        List.copyOf(frame), restorer, redZone, List.copyOf(cleared), List.copyOf(area), in.small());
  }

  private AbiSpec.ContextItem contextItem() {
    int bytes = in.small();
    int tag = in.small();
    return switch (tag) {
      case AbiWriter.ContextTag.PC -> new AbiSpec.ContextItem.Pc(bytes);
      case AbiWriter.ContextTag.PADDING -> new AbiSpec.ContextItem.Padding(bytes);
      case AbiWriter.ContextTag.SLOT -> new AbiSpec.ContextItem.Slot(in.small(), bytes);
      case AbiWriter.ContextTag.COMPOSED -> {
        List<AbiSpec.Part> parts = new ArrayList<>();
        for (int n = in.count(); n > 0; n--) {
          Register register = in.flag() ? ir.register() : null;
          parts.add(
              register != null
                  ? new AbiSpec.Part(register, register.width(), 0)
                  : new AbiSpec.Part(null, in.small(), in.number()));
        }
        yield new AbiSpec.ContextItem.Composed(List.copyOf(parts), bytes);
      }
      case AbiWriter.ContextTag.MASK -> new AbiSpec.ContextItem.Mask(bytes);
      case AbiWriter.ContextTag.AREA -> new AbiSpec.ContextItem.Area(bytes);
      default -> throw new IllegalArgumentException("no context item has tag " + tag);
    };
  }
}
