/** Makes engines by name. The one place that knows all of them. */
@NullMarked
package dev.orrery.engine.factory;

import org.jspecify.annotations.NullMarked;
