package io.fluvius.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an event that erases the personal data of its aggregate: in the same transaction, the key is destroyed with which it is encrypted in all
 * events. Later events with personal data of the aggregate are refused. The event itself contains no personal data. In a store that is not
 * encrypted, the event is refused.
 *
 * <p>Marks also the command without components that leads to the event. It is sent again when a restored backup has brought the person back.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ErasesPersonalData {}
