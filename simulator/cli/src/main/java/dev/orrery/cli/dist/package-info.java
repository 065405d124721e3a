/**
 * The last step of a build: the ahead-of-time caches that let {@code orrery} start quickly, and the
 * stamp by which the launcher knows what the build was made from.
 *
 * <p>What must not live here: anything a command needs. This code runs while Orrery is built, and
 * is packed with it only because a training run must use the real classes.
 */
@NullMarked
package dev.orrery.cli.dist;

import org.jspecify.annotations.NullMarked;
