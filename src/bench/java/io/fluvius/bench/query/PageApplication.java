package io.fluvius.bench.query;

import io.fluvius.bench.Postgres;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * The usual approach to a list that must be fast: a Spring MVC endpoint with hand-written SQL, and only the required parts of
 * Spring Boot. Like the application, it serves each request on a virtual thread. Not a component, so that the application does
 * not scan it.
 */
@ImportAutoConfiguration({
    JacksonAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class,
    DataSourceAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class
})
@Import(PageController.class)
class PageApplication {

    static final String PROFILE = "pages";

    /** Starts the endpoint in this process, on a free port. */
    static ConfigurableApplicationContext start(Postgres postgres) {
        return new SpringApplicationBuilder(PageApplication.class)
                .registerShutdownHook(false)
                .run(
                        "--spring.config.name=peer",
                        "--spring.main.banner-mode=off",
                        "--spring.profiles.active=" + PROFILE,
                        "--spring.threads.virtual.enabled=true",
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--spring.datasource.url=" + postgres.url(),
                        "--spring.datasource.username=" + postgres.username(),
                        "--spring.datasource.password=" + postgres.password(),
                        "--spring.datasource.hikari.pool-name=pages",
                        "--spring.datasource.hikari.read-only=true",
                        "--spring.datasource.hikari.transaction-isolation=TRANSACTION_REPEATABLE_READ");
    }
}
