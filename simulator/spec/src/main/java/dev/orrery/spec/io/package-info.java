/**
 * The one way to write a file. Nothing here knows what is written; formats live with those who own
 * them.
 */
@NullMarked
package dev.orrery.spec.io;

import org.jspecify.annotations.NullMarked;
