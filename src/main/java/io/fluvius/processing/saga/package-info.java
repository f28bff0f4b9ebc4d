/** Sagas and their deadlines, stored in the database of the application. */
@NullMarked
package io.fluvius.processing.saga;

import org.jspecify.annotations.NullMarked;
