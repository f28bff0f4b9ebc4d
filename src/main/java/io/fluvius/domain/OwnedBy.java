package io.fluvius.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the component of a view that holds the identifier of the aggregate to which a row belongs in the sense of
 * {@link Role#SELF}, such as the user of a membership. Without this mark, a row that is the only one of its aggregate belongs to
 * this aggregate.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface OwnedBy {

    /** The resource of the aggregate that owns the row: {@code user}. */
    String value();
}
