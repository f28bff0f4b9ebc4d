/** The pages for operators: processors and dead letters. */
@NullMarked
package io.fluvius.console.operation;

import org.jspecify.annotations.NullMarked;
