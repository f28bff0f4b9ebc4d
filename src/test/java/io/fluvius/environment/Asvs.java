package io.fluvius.environment;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a test that shows that a requirement of the OWASP Application Security Verification Standard 5.0.0 is met. The table in
 * docs/explanation/security.md lists it; {@code SecurityDocumentTest} compares both.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.SOURCE)
public @interface Asvs {

    /** The numbers of the requirements: {@code V2.2.1}. */
    String[] value();
}
