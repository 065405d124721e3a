package dev.orrery.profiler.file;

import dev.orrery.profiler.recording.Meaning;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a record is written: its components in order, each with its type. The records themselves are
 * the one declaration of the file format; the writer, the reader and the schema follow from this.
 *
 * @param type the record
 * @param components in order
 * @param constructor takes an {@code Object[]} of component values
 */
record RecordShape(Class<?> type, List<Component> components, MethodHandle constructor) {

  /** What a component holds. */
  enum Kind {
    INTEGER,
    LONG,
    HEX,
    DOUBLE,
    BOOLEAN,
    STRING,
    ENUM,
    RECORD,
    LIST
  }

  /**
   * A component.
   *
   * @param kind what it holds
   * @param type its class; for a list that of the elements, which are records or strings
   * @param getter takes the record
   * @param meaning its documentation
   */
  record Component(String name, Kind kind, Class<?> type, MethodHandle getter, Meaning meaning) {

    /** The component's value in {@code owner}. */
    Object get(Object owner) {
      try {
        return getter.invokeExact(owner);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final ClassValue<RecordShape> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return derive(type);
        }
      };

  /** The shape of a record class of the recording. */
  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  /** Position of the component called {@code name}, or -1. */
  int indexOf(String name) {
    for (int i = 0; i < components.size(); i++) {
      if (components.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * A record of these values.
   *
   * @throws IllegalArgumentException if the record's own checks refuse them
   */
  Object construct(Object[] values) {
    try {
      return constructor.invokeExact(values);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static RecordShape derive(Class<?> type) {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    RecordComponent[] parts = type.getRecordComponents();
    Class<?>[] types = new Class<?>[parts.length];
    List<Component> components = new ArrayList<>();
    try {
      for (int i = 0; i < parts.length; i++) {
        types[i] = parts[i].getType();
        components.add(component(lookup, parts[i]));
      }
      MethodHandle constructor =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, types))
              .asType(MethodType.genericMethodType(parts.length))
              .asSpreader(Object[].class, parts.length);
      return new RecordShape(type, List.copyOf(components), constructor);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be written to a file", e);
    }
  }

  private static Component component(MethodHandles.Lookup lookup, RecordComponent part)
      throws ReflectiveOperationException {
    @Nullable Meaning meaning = part.getAnnotation(Meaning.class);
    if (meaning == null) {
      throw new IllegalStateException(part + " of " + part.getDeclaringRecord() + " says nothing");
    }
    Class<?> type = part.getType();
    Kind kind;
    if (type == List.class) {
      kind = Kind.LIST;
      Type element = ((ParameterizedType) part.getGenericType()).getActualTypeArguments()[0];
      type = (Class<?>) element;
    } else if (type == long.class) {
      kind = meaning.hex() ? Kind.HEX : Kind.LONG;
    } else if (type == int.class) {
      kind = Kind.INTEGER;
    } else if (type == double.class) {
      kind = Kind.DOUBLE;
    } else if (type == boolean.class) {
      kind = Kind.BOOLEAN;
    } else if (type == String.class) {
      kind = Kind.STRING;
    } else if (type.isEnum()) {
      kind = Kind.ENUM;
    } else if (type.isRecord()) {
      kind = Kind.RECORD;
    } else {
      throw new IllegalStateException(part + " has a type that cannot be written");
    }
    MethodHandle getter =
        lookup
            .unreflect(part.getAccessor())
            .asType(MethodType.methodType(Object.class, Object.class));
    return new Component(part.getName(), kind, type, getter, meaning);
  }
}
