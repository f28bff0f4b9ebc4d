package io.fluvius;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts Fluvius. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class FluviusApplication {

    /** Starts the application with the arguments of the command line. */
    public static void main(String[] arguments) {
        System.setProperty("disable-axoniq-console-message", "true");
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        SpringApplication.run(FluviusApplication.class, arguments);
    }
}
