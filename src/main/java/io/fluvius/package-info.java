/** The entry point of Fluvius for callers in Java, and the application that ships with User Management and Groups. */
@NullMarked
package io.fluvius;

import org.jspecify.annotations.NullMarked;
