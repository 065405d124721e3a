package dev.orrery.cli.dist;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * Brings a jar's class files to a format that the ahead-of-time cache accepts.
 *
 * <p>picocli is compiled for Java 5. The cache leaves such classes out, because they carry no stack
 * maps and must be verified the old way, and it leaves out all classes that refer to them: the
 * whole command line. Adding the stack maps halves the time to the first option parsed. The
 * instructions stay as they are.
 */
final class OldClassFiles {
  private OldClassFiles() {}

  /** Rewrites the classes of a jar that are older than Java 7; the jar is replaced whole. */
  static void upgrade(Path jar) throws IOException {
    try (URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
      ClassFile format =
          ClassFile.of(
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(classes)),
              // With the old constant pool, method bodies would be copied as they are.
              ClassFile.ConstantPoolSharingOption.NEW_POOL,
              ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
      JarFiles.changeClasses(jar, content -> upgrade(format, content));
    }
  }

  private static byte[] upgrade(ClassFile format, byte[] content) {
    ClassModel model = format.parse(content);
    if (model.majorVersion() >= ClassFile.JAVA_7_VERSION) {
      return content;
    }
    ClassTransform version =
        (builder, element) ->
            builder.with(
                element instanceof ClassFileVersion
                    ? ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0)
                    : element);
    return format.transformClass(
        model, ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL).andThen(version));
  }
}
