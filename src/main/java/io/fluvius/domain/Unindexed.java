package io.fluvius.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of a view that has no index. Queries can filter and sort by it, but a query that does nothing else reads
 * all rows, and fails when that takes longer than {@code fluvius.state.statement-timeout}. Use it for texts that are too long
 * for an index, for values that are mostly displayed, and for values that change with every event: PostgreSQL updates all
 * indexes of a row when a column of any of them changes.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Unindexed {}
