package dev.orrery.profiler.recording;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a record or a component of it means; the schema of the file is written from these. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface Meaning {
  /** One or two sentences. */
  String value();

  /** What a number counts or measures, for example {@code instructions}; empty for no number. */
  String unit() default "";

  /** Whether a number is an address or a code word, written as a string {@code "0x1f"}. */
  boolean hex() default false;

  /**
   * The version of the file format that had it first. A list, a text or a count may be missing from
   * older files: it is then empty, or 0.
   */
  int since() default 1;
}
