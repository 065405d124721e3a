/**
 * Source texts, places in them, and the reports that point at them. Nothing here knows the
 * language.
 */
@NullMarked
package dev.orrery.spec.lang.source;

import org.jspecify.annotations.NullMarked;
