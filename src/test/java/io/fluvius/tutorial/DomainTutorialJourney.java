package io.fluvius.tutorial;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.HttpCalls;
import io.fluvius.environment.HttpCalls.Answer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the application offers for the domain of the tutorial without further code. */
abstract class DomainTutorialJourney {

    private UUID book;

    private HttpCalls http;

    /** The HTTP port of the application. */
    abstract int port();

    @BeforeEach
    void connect() {
        http = new HttpCalls(port());
        book = UUID.randomUUID();
    }

    @Test
    void its_commands_are_handled_over_http() {
        Answer added = add("The Castle", "Franz Kafka");

        assertThat(added.status()).isEqualTo(201);
        assertThat(added.location()).isEqualTo("/api/books/" + book);
        assertThat(lend("Ann").text("version")).isEqualTo("1");
        assertThat(giveBack().text("version")).isEqualTo("2");
    }

    @Test
    void a_command_that_repeats_the_state_appends_nothing() {
        add("The Trial", "Franz Kafka");

        assertThat(giveBack().text("version")).isEqualTo("0");
        assertThat(lend("Ann").text("version")).isEqualTo("1");
        assertThat(lend("Ann").text("version")).isEqualTo("1");
    }

    @Test
    void its_rejections_have_a_name_and_details() {
        add("Amerika", "Franz Kafka");
        lend("Ann");

        Answer refused = lend("Ben");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("code")).isEqualTo("rejected");
        assertThat(refused.text("rejection")).isEqualTo("already-lent");
        assertThat(refused.text("bookId")).isEqualTo(book.toString());
        assertThat(refused.text("dueOn")).isEqualTo("2026-12-24");
    }

    @Test
    void an_invalid_payload_is_rejected_with_every_fault() {
        Answer refused = command("lend-book", "{\"reader\": \" \", \"dueOn\": \"soon\", \"until\": 1}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("code")).isEqualTo("invalid-payload");
        assertThat(refused.body()
                        .path("errors")
                        .valueStream()
                        .map(it -> it.path("pointer").asString()))
                .containsExactlyInAnyOrder("/payload/reader", "/payload/dueOn", "/payload/until");
    }

    @Test
    void a_book_that_was_never_added_is_not_found() {
        assertThat(lend("Ann").text("code")).isEqualTo("not-found");
    }

    @Test
    void a_book_is_not_added_twice() {
        add("Emma", "Jane Austen");

        assertThat(add("Emma", "Jane Austen").text("code")).isEqualTo("already-exists");
    }

    @Test
    void its_state_is_read_and_queried() {
        add("Invisible Cities", "Italo Calvino");
        lend("Ann");

        await().untilAsserted(() -> assertThat(titles("lent=true&author.has=CALVINO&dueOn.lt=2027-01-01"))
                .containsExactly("Invisible Cities"));
        assertThat(titles("lent=true&author.has=CALVINO&dueOn.lt=2026-12-24")).isEmpty();
        assertThat(titles("author!has=calvino")).doesNotContain("Invisible Cities");

        Answer item = http.get("/api/books/" + book);
        assertThat(item.text("reader")).isEqualTo("Ann");
        assertThat(item.text("dueOn")).isEqualTo("2026-12-24");
        assertThat(item.body().path("version").asLong()).isEqualTo(1);

        giveBack();
        await().untilAsserted(() -> assertThat(titles("reader=null")).contains("Invisible Cities"));
    }

    @Test
    void an_unknown_field_is_an_invalid_query() {
        Answer refused = http.get("/api/books?pages=3");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo("invalid-query");
    }

    @Test
    void the_schema_of_a_command_is_described() {
        JsonNode command = http.get("/api/meta/commands/lend-book").body();
        JsonNode schema = command.path("schema");

        assertThat(command.path("title").asString()).isEqualTo("Lend book");
        assertThat(command.path("description").asString()).startsWith("Hands a book to a reader.");
        assertThat(command.path("resource").asString()).isEqualTo("book");
        assertThat(command.path("creating").asBoolean()).isFalse();
        assertThat(command.path("url").asString()).isEqualTo("/api/commands/lend-book");
        assertThat(texts(schema.path("required"))).containsExactlyInAnyOrder("reader", "dueOn");
        assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
        assertThat(schema.at("/properties/reader/maxLength").asInt()).isEqualTo(100);
        assertThat(schema.at("/properties/dueOn/format").asString()).isEqualTo("date");
    }

    @Test
    void the_domain_and_its_resource_are_described() {
        JsonNode library = http.get("/api/meta")
                .body()
                .path("domains")
                .valueStream()
                .filter(it -> it.path("name").asString().equals("book"))
                .findFirst()
                .orElseThrow();
        JsonNode resource = http.get("/api/meta/resources/book").body();

        assertThat(texts(library.path("commands"))).containsExactly("add-book", "lend-book", "return-book");
        assertThat(resource.path("url").asString()).isEqualTo("/api/books");
        assertThat(resource.path("fields")
                        .valueStream()
                        .map(it -> it.path("name").asString() + ": "
                                + it.path("type").asString()))
                .containsExactly(
                        "id: uuid",
                        "title: text",
                        "author: text",
                        "lent: boolean",
                        "reader: text",
                        "dueOn: date",
                        "createdAt: date-time",
                        "updatedAt: date-time",
                        "version: integer");
    }

    @Test
    void its_routes_are_in_the_openapi_document() {
        JsonNode paths = http.get("/v3/api-docs").body().path("paths");

        assertThat(paths.propertyStream().map(it -> it.getKey()).collect(toSet()))
                .contains(
                        "/api/commands/add-book",
                        "/api/commands/lend-book",
                        "/api/commands/return-book",
                        "/api/books",
                        "/api/books/{id}",
                        "/api/books/query");
    }

    @Test
    void its_events_are_stored_under_logical_names() {
        add("Ulysses", "James Joyce");
        lend("Ann");
        giveBack();

        JsonNode events = http.get("/api/books/" + book + "/events").body().path("data");

        assertThat(events.valueStream().map(it -> it.path("type").asString()))
                .containsExactly("book.book-added", "book.book-lent", "book.book-returned");
        assertThat(events.at("/1/data/reader").asString()).isEqualTo("Ann");
        assertThat(events.toString()).doesNotContain("com.example");
    }

    private Answer add(String title, String author) {
        return command("add-book", "{\"title\": \"%s\", \"author\": \"%s\"}".formatted(title, author));
    }

    private Answer lend(String reader) {
        return command("lend-book", "{\"reader\": \"%s\", \"dueOn\": \"2026-12-24\"}".formatted(reader));
    }

    private Answer giveBack() {
        return command("return-book", "{}");
    }

    private Answer command(String key, String payload) {
        return http.post(
                "/api/commands/" + key, "{\"aggregate\": {\"id\": \"%s\"}, \"payload\": %s}".formatted(book, payload));
    }

    private List<String> titles(String query) {
        return http.get("/api/books?" + query)
                .body()
                .path("data")
                .valueStream()
                .map(it -> it.path("title").asString())
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
