/**
 * What a profiled run leaves: facts with units, as immutable records that check themselves.
 *
 * <p>The names and order of the record components are the file format, and {@link
 * dev.orrery.profiler.recording.Meaning} is its documentation; change either and {@link
 * dev.orrery.profiler.file.RecordingFile#VERSION} with them. What must not live here: counting,
 * files, presentation.
 */
@NullMarked
package dev.orrery.profiler.recording;

import org.jspecify.annotations.NullMarked;
