/**
 * Words and numbers for people, the same on a terminal and on a page: counts with units, places in
 * code, and what is worth saying about a profile. What must not live here: markup of any kind.
 */
@NullMarked
package dev.orrery.reports.text;

import org.jspecify.annotations.NullMarked;
