/** The directory of persons. */
@NullMarked
package io.fluvius.person.query;

import org.jspecify.annotations.NullMarked;
