package dev.orrery.machine.validate.repro;

import dev.orrery.machine.validate.Step;
import java.util.List;

/**
 * What a program that shows a difference is made of.
 *
 * @param steps the instructions, in their order
 * @param times how often they are executed: 1, or often enough that an engine translates them
 * @param words whether instructions are written as their bytes: what they stand for in assembly may
 *     be another one, such as a shorter one
 */
record Recipe(List<Step> steps, int times, boolean words) {
  Recipe {
    steps = List.copyOf(steps);
  }
}
