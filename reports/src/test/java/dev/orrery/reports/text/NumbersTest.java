package dev.orrery.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orrery.spec.diag.SafeText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "999,999",
    "9999,9 999",
    "10000,10.0 k",
    "99949,99.9 k",
    "999499,999 k",
    "999500,1.00 M",
    "41203117,41.2 M",
    "9223372036854775807,9.22 E",
    "12.34,12.3",
    "0.5,0.50"
  })
  void roundsToThreeDigits(double n, String text) {
    assertThat(plain(Numbers.rounded(n))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0,10,0 %",
    "1,100000,<0.1 %",
    "1,3,33.3 %",
    "9999,10000,99.9 %",
    "10,10,100 %",
    "5,0,0 %"
  })
  void percentNeverRoundsToNothingOrAll(long part, long whole, String text) {
    assertThat(plain(Numbers.percent(part, whole))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0,100,0 %", "62,100,62 %", "995,1000,99.5 %", "1,1000,0.1 %", "1000,1000,100 %"})
  void wholePercentToo(long part, long whole, String text) {
    assertThat(plain(Numbers.wholePercent(part, whole))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0,0 B", "1023,1023 B", "4096,4.00 KiB", "188416,184 KiB", "-1,16.0 EiB"})
  void sizesAreUnsigned(long bytes, String text) {
    assertThat(plain(Numbers.bytes(bytes))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.0000005,0.50 µs", "0.0102,10.2 ms", "1.5,1.50 s", "125,2 min 5 s"})
  void durations(double seconds, String text) {
    assertThat(plain(Numbers.seconds(seconds))).isEqualTo(text);
  }

  @Test
  void commandsCanBePastedIntoAShell() {
    assertThat(CommandLine.of(List.of("orrery", "run", "a b", "it's", "", "x;y")))
        .isEqualTo("orrery run 'a b' 'it'\\''s' '' 'x;y'");
  }

  @Test
  void namesAreShortenedInTheMiddle() {
    assertThat(SafeText.shortened("abcdefghij", 10)).isEqualTo("abcdefghij");
    assertThat(SafeText.shortened("abcdefghijk", 10)).isEqualTo("abcdef…ijk");
    assertThat(SafeText.shortened("\ud83d\ude00\ud83d\ude00\ud83d\ude00", 2)).hasSize(3);
  }

  private static String plain(String s) {
    return s.replace(Numbers.SPACE, ' ').replace(Numbers.GROUP, ' ');
  }
}
