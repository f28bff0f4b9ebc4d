package io.fluvius.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a view that may have so many rows that no query should read all of them. Each of its fields needs an index, but
 * those marked {@link Unindexed}: {@code (column, id)} for one that can be sorted by, one over the elements of a set, and
 * where the database has trigrams one of them for each that is {@link Searched}. A test looks into the database for them.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Large {}
