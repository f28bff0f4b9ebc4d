package io.fluvius.environment;

import io.fluvius.FluviusApplication;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs tests against the application on a fresh H2 file. All classes of a JVM with the same settings share one
 * application and its database: each test works with its own identifiers and filters. A class for which this is not
 * enough is annotated with {@link OwnApplication} too. One class on H2 runs at a time. The application serves HTTP on a
 * random port.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock("H2")
@SpringBootTest
@ContextConfiguration(initializers = TestDatabases.H2.class)
public @interface OnH2 {

    /** The configuration to boot; {@link DatabaseOnly} boots faster than the whole application. */
    @AliasFor(annotation = SpringBootTest.class)
    Class<?>[] classes() default FluviusApplication.class;

    /** Settings of the application: {@code key=value}. */
    @AliasFor(annotation = SpringBootTest.class)
    String[] properties() default {};

    /** Whether the application serves HTTP. */
    @AliasFor(annotation = SpringBootTest.class)
    SpringBootTest.WebEnvironment webEnvironment() default SpringBootTest.WebEnvironment.RANDOM_PORT;
}
