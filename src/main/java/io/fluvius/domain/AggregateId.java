package io.fluvius.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.axonframework.messaging.annotation.MetaDataValue;

/**
 * Marks the parameter of a command handler that receives the identifier of the aggregate, a {@link String} that contains a
 * UUID. The identifier is in the metadata of the command; the payload does not contain it.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@MetaDataValue(value = AggregateId.KEY, required = true)
public @interface AggregateId {

    /** The key in the metadata of a command. Axon routes commands and loads aggregates by its value. */
    String KEY = "aggregateId";
}
