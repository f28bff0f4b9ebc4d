package io.fluvius.bench.query;

import io.fluvius.bench.PlainWebMvc;
import io.fluvius.bench.Postgres;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * The usual approach to a list that must be fast: a Spring MVC endpoint with hand-written SQL, and only the required parts of
 * Spring Boot. Like the application, it serves each request on a virtual thread.
 */
@PlainWebMvc
@ImportAutoConfiguration({DataSourceAutoConfiguration.class, JdbcTemplateAutoConfiguration.class})
@Import(PageController.class)
class PageApplication {

    /** Starts the endpoint in this process, on a free port. */
    static ConfigurableApplicationContext start(Postgres postgres) {
        return new SpringApplicationBuilder(PageApplication.class)
                .registerShutdownHook(false)
                .run(
                        "--spring.config.name=peer",
                        "--spring.main.banner-mode=off",
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
