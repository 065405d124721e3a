package dev.orrery.cli.dist;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the switches over types in a jar by chains of {@code instanceof}.
 *
 * <p>A compiled switch over types asks {@link java.lang.runtime.SwitchBootstraps} for its code when
 * it first runs, and that makes a class which no ahead-of-time cache keeps: one to three
 * milliseconds each, in every process. The sources keep their switches, the chain does what the
 * made class would do, and start-up does without the making.
 */
final class TypeSwitches {
  private static final ClassDesc BOOTSTRAPS = ClassDesc.of("java.lang.runtime", "SwitchBootstraps");

  private final ClassModel model;
  private final Map<Site, String> methods = new LinkedHashMap<>();

  /** Switches with the same cases share a method. */
  private record Site(MethodTypeDesc type, List<ClassDesc> cases) {}

  private TypeSwitches(ClassModel model) {
    this.model = model;
  }

  /**
   * Rewrites the classes of {@code jar}.
   *
   * @param all the jars in which the classes that it refers to are found
   */
  static void replace(Path jar, List<Path> all) throws IOException {
    URL[] urls = new URL[all.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = all.get(i).toUri().toURL();
    }
    try (URLClassLoader classes = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      ClassFile format =
          ClassFile.of(
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(classes)));
      JarFiles.changeClasses(
          jar, content -> new TypeSwitches(format.parse(content)).replaced(format, content));
    }
  }

  private byte[] replaced(ClassFile format, byte[] content) {
    CodeTransform calls =
        (code, element) -> {
          Site site = element instanceof InvokeDynamicInstruction call ? site(call) : null;
          if (site == null) {
            code.with(element);
          } else {
            code.invokestatic(
                model.thisClass().asSymbol(),
                methods.computeIfAbsent(site, s -> "typeSwitch$" + methods.size()),
                site.type(),
                model.flags().has(AccessFlag.INTERFACE));
          }
        };
    ClassTransform chains =
        ClassTransform.endHandler(
            builder ->
                methods.forEach(
                    (site, name) ->
                        builder.withMethodBody(
                            name,
                            site.type(),
                            ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                            code -> chain(code, site.cases()))));
    byte[] changed =
        format.transformClass(
            model, ClassTransform.transformingMethodBodies(calls).andThen(chains));
    return methods.isEmpty() ? content : changed;
  }

  /** The switch behind a call; null if it is none, or not over types alone. */
  private static @Nullable Site site(InvokeDynamicInstruction call) {
    if (!call.bootstrapMethod().owner().equals(BOOTSTRAPS)
        || !call.bootstrapMethod().methodName().equals("typeSwitch")) {
      return null;
    }
    List<ClassDesc> cases = new ArrayList<>();
    for (ConstantDesc c : call.bootstrapArgs()) {
      if (!(c instanceof ClassDesc type)) {
        return null;
      }
      cases.add(type);
    }
    return new Site(call.typeSymbol(), cases);
  }

  /** Of an object and a first case: -1 for null, the case that fits, or the number of cases. */
  private static void chain(CodeBuilder code, List<ClassDesc> cases) {
    Label present = code.newLabel();
    code.aload(0).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
    for (int i = 0; i < cases.size(); i++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpgt(next);
      code.aload(0).instanceOf(cases.get(i)).ifeq(next);
      code.loadConstant(i).ireturn().labelBinding(next);
    }
    code.loadConstant(cases.size()).ireturn();
  }
}
