package dev.orrery.notebook;

/**
 * A drawing.
 *
 * @param svg a whole SVG file
 * @param text what can be seen, in a line
 */
public record Drawing(String svg, String text) implements Shown {}
