/**
 * From what a user asked for to a machine that is ready to run: the {@link
 * dev.orrery.machine.plan.RunPlan}, which says everything that determines a run, and the {@link
 * dev.orrery.machine.plan.Guest} that is loaded as it says.
 *
 * <p>What must not live here: flags and their spelling (the command line has them), and anything
 * that happens while a program runs.
 */
@NullMarked
package dev.orrery.machine.plan;

import org.jspecify.annotations.NullMarked;
