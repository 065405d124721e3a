package dev.orrery.engine.emit;

import dev.orrery.engine.GuestTrap;
import dev.orrery.engine.Hart;
import dev.orrery.engine.HostAccess;
import dev.orrery.engine.MemoryPort;
import dev.orrery.engine.fp.Boxing;
import dev.orrery.engine.fp.F16;
import dev.orrery.engine.fp.F32;
import dev.orrery.engine.fp.F64;
import dev.orrery.engine.fp.FpFlags;
import dev.orrery.spec.ir.AmoOp;
import dev.orrery.spec.ir.CounterKind;
import dev.orrery.spec.ir.TrapKind;
import dev.orrery.spec.model.DecodedInsn;
import java.lang.constant.ClassDesc;

/** Descriptors of the classes that generated code names. */
public final class Types {
  public static final ClassDesc HART = of(Hart.class);
  public static final ClassDesc MEMORY_PORT = of(MemoryPort.class);
  public static final ClassDesc FP_FLAGS = of(FpFlags.class);
  public static final ClassDesc GUEST_TRAP = of(GuestTrap.class);
  public static final ClassDesc DECODED_INSN = of(DecodedInsn.class);
  public static final ClassDesc LONG_ARRAY = of(long[].class);
  public static final ClassDesc HOST_ACCESS = of(HostAccess.class);
  static final ClassDesc ARITH = of(Arith.class);
  static final ClassDesc MATH = of(Math.class);
  static final ClassDesc BOXING = of(Boxing.class);
  static final ClassDesc F16 = of(F16.class);
  static final ClassDesc F32 = of(F32.class);
  static final ClassDesc F64 = of(F64.class);
  static final ClassDesc AMO_OP = of(AmoOp.class);
  static final ClassDesc COUNTER_KIND = of(CounterKind.class);
  static final ClassDesc TRAP_KIND = of(TrapKind.class);

  private Types() {}

  /** The descriptor of {@code c}. */
  public static ClassDesc of(Class<?> c) {
    return c.describeConstable().orElseThrow();
  }
}
