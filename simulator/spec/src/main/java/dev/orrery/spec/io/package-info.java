/**
 * The one way to write a file, and to read what is packed with the classes. Nothing here knows what
 * is in a file; formats live with those who own them.
 */
@NullMarked
package dev.orrery.spec.io;

import org.jspecify.annotations.NullMarked;
