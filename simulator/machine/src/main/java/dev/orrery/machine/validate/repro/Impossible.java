package dev.orrery.machine.validate.repro;

/** Thrown when a recipe cannot be written as a program; the message says why. */
final class Impossible extends Exception {
  private static final long serialVersionUID = 1;

  Impossible(String why) {
    super(why);
  }
}
