/** The actions of operators: whether they are allowed, and their records. */
@NullMarked
package io.fluvius.operations.audit;

import org.jspecify.annotations.NullMarked;
