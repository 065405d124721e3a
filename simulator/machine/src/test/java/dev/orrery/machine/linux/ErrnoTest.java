package dev.orrery.machine.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

class ErrnoTest {
  @Test
  void everyConstantHasItsOwnName() throws IllegalAccessException {
    int count = 0;
    for (Field field : Errno.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == int.class) {
        assertThat(Errno.name(field.getInt(null))).isEqualTo(field.getName());
        count++;
      }
    }
    assertThat(count).isEqualTo(131);
  }

  @Test
  void otherNumbersAreShownAsNumbers() {
    assertThat(Errno.name(0)).isEqualTo("errno 0");
    assertThat(Errno.name(41)).isEqualTo("errno 41");
    assertThat(Errno.name(-2)).isEqualTo("errno -2");
    assertThat(Errno.name(4095)).isEqualTo("errno 4095");
  }
}
