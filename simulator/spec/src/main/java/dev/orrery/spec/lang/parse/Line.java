package dev.orrery.spec.lang.parse;

import java.util.List;

/**
 * A line of a table file without comment and white space, joined with those it continues in. Never
 * empty.
 *
 * @param indented whether it belongs to a block that started above
 * @param tokens its tokens
 */
record Line(boolean indented, List<Token> tokens) {}
