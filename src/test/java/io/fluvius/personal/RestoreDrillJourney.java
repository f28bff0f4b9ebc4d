package io.fluvius.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.Asvs;
import io.fluvius.environment.CapturedLog;
import io.fluvius.environment.HttpCalls;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * One of 1,000 users is forgotten: nothing of her is left, not even in the files of the database, and a restored backup from before does not
 * bring her back. The files are searched after what docs/how-to/forget-a-person.md tells operators to do.
 */
abstract class RestoreDrillJourney {

    private static final int OTHERS = 999;
    private static final String FORGOTTEN = "{\"forgotten\":true}";

    /** Sorted behind all others, so that the statistics of PostgreSQL contain it: the smallest and the largest value always do. */
    private final String word = word("z");

    /** Is found by the same search, which thereby shows that it finds what is there. */
    private final String remembered = word("y");

    /** Outside of the database, with the ledger of erasures. */
    @TempDir
    private Path folder;

    private String user = "";

    /** Connects a node to the database. */
    abstract List<String> settings();

    /** The folder with all files of the database. */
    abstract Path files();

    /** Backs up the database while the node runs. */
    abstract void backUp(TracedNode node) throws Exception;

    /** Removes from the files what is no longer in the database. No node runs. */
    abstract void compact() throws Exception;

    /** Replaces the database by its backup. No node runs. */
    abstract void restore() throws Exception;

    final Path folder() {
        return folder;
    }

    @Test
    @Asvs("V14.2.4")
    void one_of_many_users_is_forgotten_for_good_and_stays_so_when_a_backup_is_restored() throws Exception {
        try (CapturedLog log = CapturedLog.ofEverything()) {
            try (TracedNode node = start(first -> {})) {
                createOthers(node);
                user = livelyUser(node);
                backUp(node);
                forget(node);
                assertNowhere(node);
            }
            compact();
            assertNotInFiles();

            restore();
            assertThat(placesWith(word)).as("the backup contains her").isNotEmpty();
            try (TracedNode node = start(this::assertForgotten)) {
                assertNowhere(node);
            }
            compact();
            assertNotInFiles();
            assertThat(log.texts()).noneMatch(this::tells);
        }
    }

    private TracedNode start(Consumer<TracedNode> atFirst) {
        List<String> outside = List.of(
                "fluvius.personal-keys.ledger=" + folder.resolve("erasures.ledger"),
                "fluvius.backups.folder=" + folder.resolve("backups"));
        return TracedNode.start(
                Stream.concat(settings().stream(), outside.stream()).toList(), atFirst);
    }

    private void createOthers(TracedNode node) {
        String users = IntStream.range(0, OTHERS)
                .mapToObj(number ->
                        "{\"command\": \"create-user\", \"payload\": {\"name\": \"Bea %d %s\", \"email\": \"%d.%s@example.com\"}}"
                                .formatted(number, remembered, number, remembered))
                .collect(Collectors.joining(",", "[", "]"));
        TestResponse created =
                node.request("POST", "/api/commands").json(users).exchange().is(200);
        assertThat(created.text()).doesNotContain("\"code\"");
    }

    /** Creates a user, changes her in all ways, and tries more. */
    private String livelyUser(TracedNode node) {
        String email = word + "@example.com";
        String id = node.command("create-user", HttpJourney.user("Ann " + word, email))
                .json()
                .at("/aggregate/id")
                .stringValue();
        node.command("update-user", HttpJourney.on(id, "{\"name\": \"Bea %s\"}".formatted(word)))
                .is(200);
        node.command("create-user", HttpJourney.user(word, email)).isProblem(409, "unique-value-taken");
        String refused = "{\"name\": \"Cleo %s\", \"email\": \"0.%s@example.com\"}".formatted(word, remembered);
        node.command("update-user", HttpJourney.on(id, refused)).isProblem(409, "unique-value-taken");
        node.request("POST", "/api/commands/update-user")
                .header("Prefer", "dry-run")
                .json(HttpJourney.on(id, "{\"name\": \"Dora %s\"}".formatted(word)))
                .exchange()
                .is(200);
        TestResponse locked =
                node.command("lock-user", HttpJourney.on(id, "{\"reason\": \"because %s\"}".formatted(word)));
        String position = locked.is(200).json().path("position").stringValue();
        node.get("/api/users/" + id + "?after=" + position).is(200);
        assertThat(node.get("/api/users?name.has=" + word).is(200).text()).contains(id);
        return id;
    }

    private void forget(TracedNode node) {
        TestResponse forgotten =
                node.command("forget-user", HttpJourney.on(user)).is(200);
        node.get("/api/users/" + user + "?after="
                        + forgotten.json().path("position").stringValue())
                .is(404);
    }

    /** Holds from the first request that a node answers. */
    private void assertForgotten(TracedNode node) {
        node.get("/api/users/" + user).is(404);
        StoredTexts.assertNowhere(node.dsl(), word);
        JsonNode history =
                node.get("/api/users/" + user + "/events").is(200).json().path("data");
        assertThat(history.path(0).path("data").path("name").toString()).isEqualTo(FORGOTTEN);
        assertThat(history.path(2).path("data").path("reason").toString()).isEqualTo(FORGOTTEN);
        assertThat(history.path(3).path("type").stringValue()).isEqualTo("user.personal-data-forgotten");
        node.request("POST", "/api/commands/create-user")
                .header("Prefer", "dry-run")
                .json(HttpJourney.user("Ann", word + "@example.com"))
                .exchange()
                .is(200);
    }

    private void assertNowhere(TracedNode node) {
        assertForgotten(node);
        for (String path : List.of(
                "/api/users?limit=1000",
                "/api/users?name.has=Bea&sort=-email&limit=1000",
                "/api/users?email.has=z",
                "/api/users/" + user + "/events",
                "/api/users/" + user + "?version=2",
                "/api/users/" + user + "/personal-data",
                "/api/users/" + user + "/erasure",
                "/api/operations/log/export",
                "/api/operations/audit?limit=1000",
                "/console/views/users?sort=-email",
                "/console/users/" + user + "/history",
                "/console/events?aggregate=" + user)) {
            assertThat(node.get(path).text()).as(path).doesNotContainIgnoringCase(word);
        }
        assertThat(node.get("/api/operations/log/export").text()).contains(remembered);
        assertNotInMissedChanges(node);
        assertThat(node.metrics()).contains("http_server_requests").doesNotContainIgnoringCase(word);
        await().untilAsserted(() -> assertThat(node.spans()).anyMatch(span -> span.contains("/api/operations/audit")));
        assertThat(node.spans()).noneMatch(this::tells);
    }

    /** A client that missed everything about her receives the state without her. */
    private void assertNotInMissedChanges(TracedNode node) {
        try (HttpCalls.Stream stream = node.changes("/api/users/changes", OTHERS)) {
            await().until(() -> stream.text().contains("\"complete\":true"));
            assertThat(stream.text()).doesNotContain(user).doesNotContainIgnoringCase(word);
        }
    }

    private boolean tells(String text) {
        return text.toLowerCase(Locale.ROOT).contains(word);
    }

    private void assertNotInFiles() throws Exception {
        assertThat(placesWith(word)).isEmpty();
        assertThat(placesWith(remembered)).isNotEmpty();
    }

    /** Returns which files of the database contain a text. */
    List<String> placesWith(String text) throws Exception {
        try (Stream<Path> all = Files.walk(files())) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> contains(file, text))
                    .map(Path::toString)
                    .toList();
        }
    }

    private boolean contains(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1)
                    .toLowerCase(Locale.ROOT)
                    .contains(text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String word(String first) {
        return first + UUID.randomUUID().toString().replace("-", "");
    }
}
