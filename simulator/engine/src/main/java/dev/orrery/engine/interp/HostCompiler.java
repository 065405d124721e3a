package dev.orrery.engine.interp;

import static java.lang.classfile.ClassFile.ACC_NATIVE;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.classfile.ClassFile.ACC_SUPER;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Executable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import jdk.internal.misc.Unsafe;

/**
 * HotSpot's C2, asked for what it would else do when it thinks fit. Left to itself it compiles a
 * region that loops once for each loop that the region is found in, a third to half a second each
 * time, and before that runs it in its own interpreter.
 *
 * <p>The JDK has no public way to ask. This is the one that HotSpot's own tests use, part of every
 * build of it: native methods of a class of the boot loader, which are there with {@code
 * -XX:+UnlockDiagnosticVMOptions -XX:+WhiteBoxAPI}. HotSpot says on stdout which of its methods the
 * class does not declare, unless {@code -XX:-DisplayVMOutput} is given.
 */
final class HostCompiler {
  private static final ClassDesc BOX = ClassDesc.of("jdk.test.whitebox", "WhiteBox");
  private static final String REGISTER = "registerNatives";

  /** C1 that counts, and C2, in HotSpot's numbers. */
  private static final int COUNTING = 3;

  private static final int OPTIMIZING = 4;

  /** The bytecode index that stands for a method's entry. */
  private static final int ENTRY = -1;

  private static final Map<String, MethodType> NATIVES =
      Map.of(
          "markMethodProfiled", MethodType.methodType(void.class, Executable.class),
          "clearMethodState0", MethodType.methodType(void.class, Executable.class),
          "makeMethodNotCompilable0",
              MethodType.methodType(void.class, Executable.class, int.class, boolean.class),
          "enqueueMethodForCompilation0",
              MethodType.methodType(boolean.class, Executable.class, int.class, int.class),
          "isMethodCompiled0",
              MethodType.methodType(boolean.class, Executable.class, boolean.class),
          "isMethodQueuedForCompilation0", MethodType.methodType(boolean.class, Executable.class));

  private static final class Holder {
    static final Optional<HostCompiler> COMPILER = make();
  }

  private static final MethodType TEST = MethodType.methodType(boolean.class, Executable.class);

  private final Map<String, MethodHandle> natives;

  /** What is asked at every look at what runs. */
  private final MethodHandle isDone;

  private final MethodHandle isWaiting;

  private HostCompiler(Map<String, MethodHandle> natives) {
    this.natives = natives;
    MethodHandle isCompiled = Objects.requireNonNull(natives.get("isMethodCompiled0"));
    this.isDone = MethodHandles.insertArguments(isCompiled, 1, false).asType(TEST);
    MethodHandle isQueued = Objects.requireNonNull(natives.get("isMethodQueuedForCompilation0"));
    this.isWaiting = isQueued.asType(TEST);
  }

  /** The compiler, if this JVM lets it be asked. */
  static Optional<HostCompiler> ifAny() {
    return Holder.COMPILER;
  }

  private static Optional<HostCompiler> make() {
    try {
      byte[] bytes = box();
      Class<?> box = Unsafe.getUnsafe().defineClass(null, bytes, 0, bytes.length, null, null);
      Object instance = box.getConstructor().newInstance();
      Map<String, MethodHandle> natives = new LinkedHashMap<>();
      for (Map.Entry<String, MethodType> method : NATIVES.entrySet()) {
        MethodHandle handle =
            MethodHandles.publicLookup().findVirtual(box, method.getKey(), method.getValue());
        natives.put(method.getKey(), handle.bindTo(instance));
      }
      HostCompiler compiler = new HostCompiler(natives);
      compiler.isDone(HostCompiler.class.getDeclaredMethod("make"));
      return Optional.of(compiler);
    } catch (ReflectiveOperationException | LinkageError e) {
      return Optional.empty(); // the option is not given, or the JVM is another
    }
  }

  /** HotSpot's class, with those of its methods that are needed. */
  private static byte[] box() {
    return ClassFile.of()
        .build(
            BOX,
            b -> {
              b.withFlags(ACC_PUBLIC | ACC_SUPER);
              b.withMethod(REGISTER, MTD_void, ACC_STATIC | ACC_NATIVE, m -> {});
              NATIVES.forEach(
                  (name, type) ->
                      b.withMethod(
                          name,
                          type.describeConstable().orElseThrow(),
                          ACC_PUBLIC | ACC_NATIVE,
                          m -> {}));
              b.withMethodBody(
                  INIT_NAME,
                  MTD_void,
                  ACC_PUBLIC,
                  code -> code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void).return_());
              b.withMethodBody(
                  CLASS_INIT_NAME,
                  MTD_void,
                  ACC_STATIC,
                  code -> code.invokestatic(BOX, REGISTER, MTD_void).return_());
            });
  }

  /**
   * HotSpot interprets {@code method} from now on, and counts which ways it goes, until {@link
   * #compile} is asked for.
   */
  void count(Executable method) {
    call("markMethodProfiled", method); // makes the counters, and sets them high
    call("clearMethodState0", method);
    call("makeMethodNotCompilable0", method, COUNTING, false);
    call("makeMethodNotCompilable0", method, COUNTING, true);
    call("makeMethodNotCompilable0", method, OPTIMIZING, true);
  }

  /**
   * Asks C2 to compile {@code method} in the background, after what it was asked for before.
   *
   * @return whether it will; not if it cannot
   */
  boolean compile(Executable method) {
    return (boolean) call("enqueueMethodForCompilation0", method, OPTIMIZING, ENTRY);
  }

  /** Whether there is machine code for {@code method}. */
  boolean isDone(Executable method) {
    return ask(isDone, method);
  }

  /** Whether the compiler is still to compile {@code method}. */
  boolean isWaiting(Executable method) {
    return ask(isWaiting, method);
  }

  private static boolean ask(MethodHandle question, Executable method) {
    try {
      return (boolean) question.invokeExact(method);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e); // they declare none
    }
  }

  private Object call(String name, Object... arguments) {
    try {
      return Objects.requireNonNull(natives.get(name)).invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e); // they declare none
    }
  }
}
