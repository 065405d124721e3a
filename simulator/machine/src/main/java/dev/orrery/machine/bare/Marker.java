package dev.orrery.machine.bare;

/**
 * A store to one of the words by which a program marks its region of interest and reports numbers.
 *
 * @param name of the symbol: {@code roi_begin}, {@code roi_end} or {@code report}
 * @param retired instructions before the store
 * @param value stored
 */
public record Marker(String name, long retired, long value) {}
