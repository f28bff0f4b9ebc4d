package io.fluvius.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.axonframework.messaging.annotation.MetaDataValue;

/**
 * Marks a parameter of a command handler that is given the identifier of the aggregate, a {@link String} that holds a
 * UUID. A payload does not say for which aggregate it is; the command's metadata does.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@MetaDataValue(value = AggregateId.KEY, required = true)
public @interface AggregateId {

    /** The key in a command's metadata. Commands are routed and aggregates are loaded by it. */
    String KEY = "aggregateId";
}
