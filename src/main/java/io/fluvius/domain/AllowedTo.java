package io.fluvius.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the roles that may send a command, or read the rows of a view together with their history. On the sealed family of the
 * commands of a domain, it applies to every command that has no such mark of its own.
 *
 * <p>What has no mark is allowed to the {@link Role#OWNER} only. An {@link Role#AUDITOR} may read every view. In the mode
 * {@code local}, everything is allowed.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AllowedTo {

    /** The names of the roles: constants of {@link Role}, or roles of the application in kebab case. */
    String[] value();
}
