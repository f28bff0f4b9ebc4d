package io.fluvius.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the component of a view that holds the identifier of the aggregate to which a row belongs. Such a view can have
 * several rows for each aggregate. Without this mark, a row belongs to the aggregate with the same identifier.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface OfAggregate {}
