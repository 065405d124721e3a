/** The user's grants of files to a Linux program. */
@NullMarked
package dev.orrery.machine.linux.files;

import org.jspecify.annotations.NullMarked;
