/** The person as an aggregate. */
@NullMarked
package io.fluvius.person.command;

import org.jspecify.annotations.NullMarked;
