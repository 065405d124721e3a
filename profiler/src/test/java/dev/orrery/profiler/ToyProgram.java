package dev.orrery.profiler;

import static java.util.Objects.requireNonNull;

import dev.orrery.engine.AddressSpace;
import dev.orrery.engine.CodeObserver;
import dev.orrery.engine.Engine;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.MemoryWindow;
import dev.orrery.profiler.Symbols.Symbol;
import dev.orrery.spec.model.DecodedInsn;
import dev.orrery.spec.model.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A program of the toy instruction set: functions side by side, some without a symbol. */
final class ToyProgram implements AddressSpace {
  static final long BASE = 0x10000;

  /** Nothing is allowed in it. */
  private static final MemoryWindow WINDOW = MemoryWindow.reserve(1 << 24);

  /** A function's address, size and whether it has a symbol. */
  record Function(String name, long start, long end, boolean named) {}

  final List<Function> functions = new ArrayList<>();
  final Map<Long, DecodedInsn> code = new HashMap<>();

  /** Where the instruction at an address goes: a call's or jump's callee, a branch's target. */
  final Map<Long, Long> targets = new HashMap<>();

  /**
   * A random program whose functions call, tail-call, loop and make system calls, the first
   * forever.
   */
  static ToyProgram random(Random random, int functionCount) {
    ToyProgram p = new ToyProgram();
    List<List<Row>> bodies = new ArrayList<>();
    long pc = BASE;
    for (int f = 0; f < functionCount; f++) {
      List<Row> body = new ArrayList<>();
      int length = 2 + random.nextInt(12);
      for (int i = 0; i < length; i++) {
        body.add(f == 0 && i == 0 ? ToyIsa.CALL : anyRow(random, f > 0));
      }
      boolean tail = random.nextInt(3) == 0;
      body.add(
          f == 0
              ? ToyIsa.JUMP
              : !tail ? ToyIsa.RETURN : random.nextBoolean() ? ToyIsa.JUMP : ToyIsa.INDIRECT);
      bodies.add(body);
      long start = pc;
      for (Row r : body) {
        pc += r.length();
      }
      p.functions.add(new Function("fn_" + f, start, pc, true));
    }
    for (int f = 0; f < functionCount; f++) {
      pc = p.functions.get(f).start();
      List<Long> addresses = new ArrayList<>();
      for (Row r : bodies.get(f)) {
        p.code.put(pc, ToyIsa.insn(r, pc));
        addresses.add(pc);
        pc += r.length();
      }
      for (long at : addresses) {
        Row r = requireNonNull(p.code.get(at)).row();
        if (r == ToyIsa.BRANCH) {
          p.targets.put(at, addresses.get(random.nextInt(addresses.size())));
        } else if (r == ToyIsa.CALL || r == ToyIsa.JUMP || r == ToyIsa.INDIRECT) {
          p.targets.put(
              at,
              p.functions
                  .get(f == 0 && r == ToyIsa.JUMP ? 0 : random.nextInt(functionCount))
                  .start());
        }
      }
    }
    return p;
  }

  private static Row anyRow(Random random, boolean mayReturn) {
    int r = random.nextInt(mayReturn ? 20 : 19);
    return r < 9
        ? ToyIsa.ADD
        : r < 13
            ? ToyIsa.LOAD
            : r < 15
                ? ToyIsa.BRANCH
                : r < 17 ? ToyIsa.CALL : r < 19 ? ToyIsa.SYSCALL : ToyIsa.RETURN;
  }

  /** The function that holds {@code pc}. */
  int functionAt(long pc) {
    for (int f = 0; f < functions.size(); f++) {
      if (pc >= functions.get(f).start() && pc < functions.get(f).end()) {
        return f;
      }
    }
    throw new IllegalArgumentException(Long.toHexString(pc));
  }

  /** Symbols of the named functions. */
  Symbols symbols() {
    return new Symbols() {
      @Override
      public @Nullable Symbol at(long address) {
        return functions.stream()
            .filter(f -> f.named() && address >= f.start() && address < f.end())
            .map(f -> new Symbol(f.name(), f.start(), f.end() - f.start()))
            .findFirst()
            .orElse(null);
      }

      @Override
      public List<Extent> extents() {
        return functions.stream()
            .filter(Function::named)
            .map(f -> new Extent(f.start(), f.end() - f.start()))
            .toList();
      }

      private final List<Function> functions = ToyProgram.this.functions;
    };
  }

  @Override
  public long fetch(long address, int bytes) {
    return requireNonNull(code.get(address)).word();
  }

  @Override
  public MemoryWindow window() {
    return WINDOW;
  }

  @Override
  public long load(MemoryPort port, long address, int bytes) {
    return 0;
  }

  @Override
  public void store(MemoryPort port, long address, int bytes, long value) {}

  @Override
  public void probeStore(MemoryPort port, long address, int bytes) {}

  @Override
  public void probeAtomic(MemoryPort port, long address, int bytes) {}

  @Override
  public void codeTranslated(long start, long end) {}

  @Override
  public void attach(Engine engine) {}

  @Override
  public void watchCode(CodeObserver observer) {}
}
