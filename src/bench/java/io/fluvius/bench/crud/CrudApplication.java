package io.fluvius.bench.crud;

import io.fluvius.bench.Database;
import io.fluvius.bench.PlainWebMvc;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * The usual approach: Spring MVC with Spring Data JPA, and only the required parts of Spring Boot. Like the application, it
 * serves each request on a virtual thread.
 */
@PlainWebMvc
@ImportAutoConfiguration(PersistenceExceptionTranslationAutoConfiguration.class)
@Import({Persons.class, PersonController.class})
public class CrudApplication {

    static final String PROFILE = "crud";

    public static void main(String[] arguments) {
        SpringApplication.run(CrudApplication.class, arguments);
    }

    /** Returns the settings for a database that contains the table. */
    public static Map<String, String> settings(Database database) {
        Map<String, String> settings = new HashMap<>(Persons.settings(database));
        settings.put("spring.profiles.active", PROFILE);
        settings.put("server.address", "127.0.0.1");
        return settings;
    }
}
