package io.fluvius.http.limit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of a controller whose requests last as long as their clients want. Their number is limited. The method runs on the
 * thread of the request until the response has ended.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Lasting {

    Kind value();

    /** The kinds of such requests, each of which has limits of its own. */
    enum Kind {
        /** Sends what changes, until the client disconnects. */
        STREAM,
        /** Receives or sends rows, however many there are. */
        TRANSFER
    }
}
