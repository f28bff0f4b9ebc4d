package io.fluvius.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of a view that the read model fills in by itself, from the event that changes the row. What a
 * projection puts there is overwritten.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Stamped {

    /** What the component is filled with. */
    With value();

    /** What the read model knows about a row from its events. */
    enum With {
        /** The time of the event that inserted the row; an {@link java.time.Instant}. */
        CREATED_AT,
        /** The time of the latest event that inserted or updated the row; an {@link java.time.Instant}. */
        UPDATED_AT,
        /** The sequence number of that event in its aggregate, 0 for the first; a {@code long}. */
        VERSION
    }
}
