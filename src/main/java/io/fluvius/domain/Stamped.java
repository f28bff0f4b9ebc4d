package io.fluvius.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of a view that the read model sets from the event that changes the row. It overwrites the value from
 * the projection.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Stamped {

    /** The value that the read model sets. */
    With value();

    /** The values that the read model takes from the events of a row. */
    enum With {
        /** The time of the event that inserted the row; an {@link java.time.Instant}. */
        CREATED_AT,
        /** The time of the latest event that inserted or updated the row; an {@link java.time.Instant}. */
        UPDATED_AT,
        /** The sequence number of that latest event in its aggregate, 0 for the first event; a {@code long}. */
        VERSION
    }
}
