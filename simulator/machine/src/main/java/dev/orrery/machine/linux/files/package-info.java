/** Files as a Linux program sees them: what it may reach of the host's, open files, descriptors. */
@NullMarked
package dev.orrery.machine.linux.files;

import org.jspecify.annotations.NullMarked;
