package dev.orrery.profiler.recording;

/** A line of a source file as it was on the host when the recording was made. */
@Meaning("A line of a source file as it was on the host when the recording was made.")
public record SourceText(
    @Meaning("Index in the source files of the profile.") int file,
    @Meaning("The line, from 1.") int line,
    @Meaning("Its text, perhaps cut.") String text) {
  public SourceText {
    Checks.notNegative("file", file);
    Checks.notNegative("line", line);
  }
}
