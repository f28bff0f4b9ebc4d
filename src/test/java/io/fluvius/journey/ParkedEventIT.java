package io.fluvius.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.HttpCalls;
import io.fluvius.environment.OnH2;
import io.fluvius.environment.OwnApplication;
import io.fluvius.library.LibraryDomain;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** How an event is parked, and how state is rebuilt by deleting it. */
@OwnApplication("stops a processor and empties its tables")
@OnH2(classes = {FluviusApplication.class, LibraryDomain.class})
class ParkedEventIT {

    private static final String CATALOGUE = "book-catalogue";

    private final UUID book = UUID.randomUUID();

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcTemplate database;

    @Autowired
    private EventProcessingConfiguration processing;

    private HttpCalls http;

    @BeforeEach
    void loseTheRowOfABook() {
        http = new HttpCalls(port);
        send("add-book", "{\"title\": \"Momo\", \"author\": \"Michael Ende\"}");
        await().until(() -> http.get("/api/books/" + book).status() == 200);
        database.update("delete from book_view where id = ?", book);
    }

    @Test
    void it_is_stored_with_its_cause_and_followed_by_later_events_of_its_aggregate() {
        send("lend-book", "{\"reader\": \"Ann\", \"dueOn\": \"2026-12-24\"}");
        send("return-book", "{}");

        await().untilAsserted(() -> assertThat(parked()).hasSize(2));
        assertThat(parked().getFirst())
                .containsEntry("payload_type", "book.book-lent")
                .containsEntry("cause_type", IllegalStateException.class.getName())
                .containsEntry("cause_message", "book " + book + " does not exist");
        assertThat(parked().getLast())
                .containsEntry("payload_type", "book.book-returned")
                .containsEntry("cause_type", null);
    }

    @Test
    void a_read_after_its_position_does_not_show_the_older_row() {
        UUID other = UUID.randomUUID();
        send("add-book", other, "{\"title\": \"Ronja\", \"author\": \"Astrid Lindgren\"}");
        String lent = "{\"reader\": \"Ann\", \"dueOn\": \"2026-12-24\"}";
        String after = "after=" + send("lend-book", book, lent).text("position");
        await().until(() -> parked().size() == 1);

        String both = "/api/books?id.in=" + book + "," + other;
        assertParked("/api/books/" + book + "?" + after);

        restoreTheRow();

        assertParked("/api/books/" + book + "?" + after);
        assertParked(both + "&" + after);
        for (String shown : List.of(
                "/api/books/" + other + "?" + after,
                "/api/books?id=" + other + "&" + after,
                "/api/books/" + book,
                both,
                "/api/books/" + book + "?version=1&" + after,
                "/api/books/" + book + "/events?" + after)) {
            assertThat(http.get(shown).status()).as(shown).isEqualTo(200);
        }
    }

    @Test
    void a_processor_without_tokens_rebuilds_state() {
        send("lend-book", "{\"reader\": \"Ann\", \"dueOn\": \"2026-12-24\"}");
        await().until(() -> !parked().isEmpty());

        EventProcessor catalogue = processing.eventProcessor(CATALOGUE).orElseThrow();
        catalogue.shutDown();
        database.update("delete from dead_letter where processing_group = ?", CATALOGUE);
        database.update("delete from token_entry where processor_name = ?", CATALOGUE);
        database.update("delete from book_view");
        catalogue.start();

        await().untilAsserted(() ->
                assertThat(http.get("/api/books/" + book).text("reader")).isEqualTo("Ann"));
        assertThat(parked()).isEmpty();
    }

    private void send(String command, String payload) {
        send(command, book, payload);
    }

    private HttpCalls.Answer send(String command, UUID aggregate, String payload) {
        HttpCalls.Answer answer = http.post(
                "/api/commands/" + command,
                "{\"aggregate\": {\"id\": \"%s\"}, \"payload\": %s}".formatted(aggregate, payload));
        assertThat(answer.status()).isBetween(200, 201);
        return answer;
    }

    private void assertParked(String path) {
        HttpCalls.Answer answer = http.get(path);
        assertThat(answer.status()).as(path).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("projection-parked");
    }

    private void restoreTheRow() {
        database.update(
                "insert into book_view (id, title, title_folded, author, author_folded, lent, created_at, updated_at, version)"
                        + " values (?, 'Momo', 'momo', 'Michael Ende', 'michael ende', false, now(), now(), 0)",
                book);
    }

    private List<Map<String, Object>> parked() {
        return database.queryForList(
                "select payload_type, cause_type, cause_message from dead_letter"
                        + " where sequence_identifier = ? order by sequence_index",
                book.toString());
    }
}
