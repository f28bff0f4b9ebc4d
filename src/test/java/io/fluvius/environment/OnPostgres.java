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
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs tests against the application on a fresh PostgreSQL database. All classes of a JVM with the same settings share one
 * application and its database: each test works with its own identifiers and filters. A class for which this is not
 * enough is annotated with {@link OwnApplication} too. One class on PostgreSQL runs at a time. The application serves HTTP on a
 * random port. With {@link TestAxonServer}, the events of journeys are in Axon Server.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock("PostgreSQL")
@SpringBootTest
@ActiveProfiles(resolver = TestAxonServer.Profile.class)
@ContextConfiguration(initializers = TestDatabases.Postgres.class)
public @interface OnPostgres {

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
