package dev.orrery.engine.interp;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.util.function.Consumer;

/**
 * A class file that was generated for one of its methods.
 *
 * @param classFile empty if no class file can hold the method
 * @param length bytes of the method's code, or an upper bound that is small enough
 */
record GeneratedMethod(byte[] classFile, int length) {
  /** The least that is too long for a class file. */
  private static final int TOO_LONG = 1 << 16;

  /**
   * Generates a class.
   *
   * @param method the name of the method, which no other has
   * @param most the longest method that will do
   */
  static GeneratedMethod of(ClassDesc name, Consumer<ClassBuilder> build, String method, int most) {
    byte[] bytes;
    try {
      bytes = ClassFile.of().build(name, build);
    } catch (IllegalArgumentException e) {
      if (!String.valueOf(e.getMessage()).startsWith("Code length")) {
        throw e;
      }
      return new GeneratedMethod(new byte[0], TOO_LONG); // there is no other sign of it
    }
    return new GeneratedMethod(bytes, bytes.length <= most ? bytes.length : length(bytes, method));
  }

  private static int length(byte[] classFile, String method) {
    return ClassFile.of().parse(classFile).methods().stream()
        .filter(m -> m.methodName().equalsString(method))
        .mapToInt(m -> m.findAttribute(Attributes.code()).orElseThrow().codeLength())
        .sum();
  }
}
