package io.fluvius.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks values that say something about a person: on a type, every value of the type, as of an {@code EmailAddress}; on a
 * component of an event or a view, as a fallback, the values of the component.
 *
 * <p>In an encrypted store, events contain such values encrypted under a key of the person, which is the aggregate of the event. Callers
 * without the right {@code personal-data:read} see such values as withheld, and cannot filter, sort or search by them.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface PersonalData {

    /**
     * The text in place of a value that is forgotten, with which events are still read. The type must accept it; it is neither
     * stored nor shown.
     */
    String masked() default "forgotten";
}
