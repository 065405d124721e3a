package dev.orrery.cli.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A switch decides the same after its type switch was replaced. */
final class TypeSwitchesTest {
  @TempDir private Path directory;

  /** Guards make a switch go on behind the case that it had reached. */
  public static final class Switch implements Function<@Nullable Object, String> {
    @Override
    public String apply(@Nullable Object o) {
      return switch (o) {
        case null -> "null";
        case Integer i when i > 10 -> "large";
        case Integer i when i < 0 -> "negative";
        case Integer i -> "integer " + i;
        case CharSequence s when s.isEmpty() -> "empty";
        case String s -> "string " + s;
        case CharSequence s -> "characters " + s;
        case int[] array -> "array " + array.length;
        default -> "other";
      };
    }
  }

  @Test
  void decidesTheSame() throws Exception {
    Path jar = directory.resolve("switch.jar");
    String entry = Switch.class.getName().replace('.', '/') + ".class";
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
        InputStream in = TypeSwitchesTest.class.getResourceAsStream("/" + entry)) {
      out.putNextEntry(new ZipEntry(entry));
      Objects.requireNonNull(in).transferTo(out);
    }
    TypeSwitches.replace(jar, List.of(jar));
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      assertThat(switches(loader.getResourceAsStream(entry))).isZero();
      @SuppressWarnings("unchecked") // it implements what the original implements
      Function<@Nullable Object, String> replaced =
          (Function<@Nullable Object, String>)
              loader.loadClass(Switch.class.getName()).getConstructor().newInstance();
      Function<@Nullable Object, String> original = new Switch();
      assertThat(replaced.apply(null)).isEqualTo("null");
      for (Object o :
          new Object[] {
            11, 10, 0, -1, "", "s", new StringBuilder(), new StringBuilder("b"), new int[3], 1L
          }) {
        assertThat(replaced.apply(o)).isEqualTo(original.apply(o));
      }
    }
  }

  private static long switches(@Nullable InputStream in) throws IOException {
    return ClassFile.of().parse(Objects.requireNonNull(in).readAllBytes()).methods().stream()
        .flatMap(m -> m.code().stream())
        .flatMap(c -> c.elementStream())
        .filter(
            e ->
                e instanceof InvokeDynamicInstruction i
                    && i.bootstrapMethod().methodName().equals("typeSwitch"))
        .count();
  }
}
