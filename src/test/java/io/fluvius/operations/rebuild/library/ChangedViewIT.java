package io.fluvius.operations.rebuild.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.HttpCalls;
import io.fluvius.environment.TestDatabases;
import io.fluvius.library.LibraryDomain;
import io.fluvius.problem.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** The procedure of docs/how-to/change-a-view-without-downtime.md. */
class ChangedViewIT {

    static final Path MIGRATION = Path.of("src/test/resources/db/changed/book/V2__last_reader.sql");

    private static final String REBUILD = "/api/operations/views/books/rebuild";

    enum Database {
        H2("varchar"),
        POSTGRES("varchar collate \"C\"");

        private final String text;

        Database(String text) {
            this.text = text;
        }

        String[] fresh() {
            return this == H2 ? TestDatabases.freshH2() : TestDatabases.freshPostgres();
        }

        ConfigurableApplicationContext start(Class<?> domain, String... settings) {
            return new SpringApplicationBuilder(FluviusApplication.class, domain)
                    .profiles(this == H2 ? new String[0] : new String[] {"postgres"})
                    .run(Stream.concat(Stream.of("server.port=0"), Stream.of(settings))
                            .map(setting -> "--" + setting)
                            .toArray(String[]::new));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_new_field_gets_its_values_while_the_view_serves(Database database) throws IOException {
        String[] settings = database.fresh();
        UUID momo = UUID.randomUUID();
        try (ConfigurableApplicationContext first = database.start(LibraryDomain.class, settings)) {
            HttpCalls http = http(first);
            send(http, "add-book", momo, "{\"title\": \"Momo\", \"author\": \"Michael Ende\"}");
            send(http, "lend-book", momo, "{\"reader\": \"Ann\", \"dueOn\": \"2026-12-24\"}");
            String position = send(http, "return-book", momo, "{}");
            assertThat(http.get("/api/books/" + momo + "?after=" + position).status())
                    .isEqualTo(200);
            migrate(first, database);
        }

        try (ConfigurableApplicationContext second = database.start(ChangedLibraryDomain.class, settings)) {
            HttpCalls http = http(second);
            assertThat(http.get("/api/books/" + momo).status()).isEqualTo(200);
            await().untilAsserted(
                            () -> assertThat(http.get("/api/books/" + momo).text("lastReader"))
                                    .isEqualTo("Ann"));
            await().until(() -> http.get(REBUILD).text("phase").equals("swapped"));
            assertThat(http.get(REBUILD).body().path("changed").booleanValue()).isTrue();
            assertThat(http.get("/api/books?lastReader=Ann").body().path("data"))
                    .hasSize(1);
            String position = send(http, "lend-book", momo, "{\"reader\": \"Bea\", \"dueOn\": \"2026-12-24\"}");
            assertThat(http.get("/api/books/" + momo + "?after=" + position).text("lastReader"))
                    .isEqualTo("Bea");
            assertThat(second.getBean(JdbcTemplate.class)
                            .queryForList(
                                    "select table_name from information_schema.tables where table_name like 'book%'",
                                    String.class))
                    .containsExactly("book_view");
        }

        try (ConfigurableApplicationContext again = database.start(ChangedLibraryDomain.class, settings)) {
            assertThat(http(again).get("/api/books/" + momo).text("lastReader")).isEqualTo("Bea");
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_table_of_a_view_without_events_is_replaced_soon(Database database) throws IOException {
        String[] settings = database.fresh();
        try (ConfigurableApplicationContext first = database.start(LibraryDomain.class, settings)) {
            migrate(first, database);
        }

        try (ConfigurableApplicationContext second = database.start(ChangedLibraryDomain.class, settings)) {
            await().until(() -> http(second).get(REBUILD).text("phase").equals("swapped"));
            assertThat(http(second).get("/api/books?lastReader=Ann").body().path("data"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_second_table_that_does_not_match_the_record_is_refused(Database database) throws IOException {
        String[] settings = database.fresh();
        try (ConfigurableApplicationContext first = database.start(LibraryDomain.class, settings)) {
            migrate(first, database);
            first.getBean(JdbcTemplate.class).execute("alter table book_view_next drop column last_reader_folded");
        }

        assertThatThrownBy(() -> database.start(ChangedLibraryDomain.class, settings))
                .satisfies(failure -> assertThat(Failures.causes(failure).map(Throwable::getMessage))
                        .anyMatch(it -> it != null && it.contains("book_view_next.last_reader_folded")));
    }

    private static void migrate(ConfigurableApplicationContext application, Database database) throws IOException {
        for (String statement : List.of(
                Files.readString(MIGRATION).replace("${text}", database.text).split(";"))) {
            if (!statement.isBlank()) {
                application.getBean(JdbcTemplate.class).execute(statement);
            }
        }
    }

    private static String send(HttpCalls http, String command, UUID book, String payload) {
        HttpCalls.Answer answer = http.post(
                "/api/commands/" + command,
                "{\"aggregate\": {\"id\": \"%s\"}, \"payload\": %s}".formatted(book, payload));
        assertThat(answer.status()).as("%s", answer.body()).isBetween(200, 201);
        return answer.text("position");
    }

    private static HttpCalls http(ConfigurableApplicationContext application) {
        return new HttpCalls(application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }
}
