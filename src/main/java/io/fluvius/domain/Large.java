package io.fluvius.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a view that may have too many rows for a query to read all of them. Every field that is not marked
 * {@link Unindexed} needs an index: one that begins with its column and ends with {@code id} if the field is sortable, one on
 * the elements if it is a set, and additionally one on the trigrams if it is {@link Searched} and the database supports them. A test verifies that the indexes
 * exist.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Large {}
