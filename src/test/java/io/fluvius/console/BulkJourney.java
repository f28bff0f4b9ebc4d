package io.fluvius.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.http.TestResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/** One command for many rows, and the export of a table. */
abstract class BulkJourney extends PageJourney {

    private final String word = "w" + UUID.randomUUID().toString().replace("-", "");

    /** Creates users, and returns their ids when the view contains all of them. */
    private List<String> users(int count) {
        List<String> users = IntStream.range(0, count)
                .mapToObj(number -> newUser(word + " " + number, freshEmail()))
                .toList();
        awaitRows(count);
        return users;
    }

    private void awaitRows(int count) {
        await().until(() -> get("/api/users?text=" + word + "&count=true&limit=1")
                        .json()
                        .path("page")
                        .path("total")
                        .asInt()
                == count);
    }

    private Browser openTable(String parameters) {
        return browser.open("/console/views/users?text=" + word + parameters);
    }

    /** Waits until the page of a bulk shows the end of its preview or run. */
    private void awaitEnd() {
        String page = browser.url();
        await().untilAsserted(() -> assertThat(browser.open(page).texts("#pass [role=status]"))
                .singleElement()
                .asString()
                .startsWith("Done"));
    }

    private String statusOf(String user) {
        return get("/api/users/" + user).json().path("status").asString();
    }

    @Test
    void marked_rows_are_previewed_and_then_changed() {
        List<String> users = users(4);
        command("deactivate-user", on(users.get(1), "{\"reason\": \"gone\"}")).is(200);
        openTable("&sort=name.asc");
        users.subList(0, 3).forEach(user -> browser.mark("selected-id", user));
        command("delete-user", on(users.get(2))).is(200);
        int before = events();

        browser.press("With the marked rows");
        assertThat(browser.text()).contains("3 rows are chosen.");
        browser.follow("Deactivate user").enter("payload.reason", "moved").press("Preview");
        awaitEnd();
        assertThat(browser.texts("#pass dd")).containsExactly("1", "1", "1");
        assertThat(browser.text())
                .contains("Nothing was written", "not-found: once, such as: The aggregate has been deleted");
        assertThat(events()).isEqualTo(before);
        assertThat(statusOf(users.get(0))).isEqualTo("ACTIVE");

        browser.press("Deactivate user for these 3 rows");
        awaitEnd();
        assertThat(browser.texts("#pass dd")).containsExactly("2", "1");
        assertThat(events()).isEqualTo(before + 1);
        await().until(() -> statusOf(users.get(0)).equals("DEACTIVATED"));
        assertThat(statusOf(users.get(3))).isEqualTo("ACTIVE");
        String refused =
                get(browser.attributes("#pass a[download]", "href").getFirst()).text();
        assertThat(csv(refused))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("id", users.get(2)));
    }

    @Test
    void all_that_match_are_more_than_the_page_shows() {
        users(4);
        openTable("&limit=2").press("With these 2");
        assertThat(browser.text()).contains("2 rows are chosen.");
        openTable("&limit=2").press("With all 4 that match");
        assertThat(browser.text()).contains("4 rows are chosen.");
    }

    @Test
    void what_was_refused_can_be_tried_again() {
        List<String> users = users(2);
        openTable("").press("With all 2 that match");
        command("delete-user", on(users.get(0))).is(200);
        browser.follow("Deactivate user").enter("payload.reason", "moved").press("Preview");
        awaitEnd();
        browser.press("Deactivate user for these 2 rows");
        awaitEnd();
        browser.press("Preview again for the one that was refused or not sent");
        awaitEnd();
        assertThat(browser.text()).contains("One row is chosen.");
        assertThat(browser.texts("#pass dd")).containsExactly("0", "0", "1");
    }

    @Test
    void a_wrong_payload_is_explained_before_anything_is_sent() {
        users(1);
        openTable("").press("With these 1");
        browser.follow("Update user").enter("payload.email", "no address").press("Preview");
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.fault("payload.email")).isNotEmpty();
        assertThat(browser.entered("payload.email")).isEqualTo("no address");
    }

    @Test
    void a_selection_of_nothing_or_of_another_time_is_harmless() {
        users(1);
        openTable("").press("With the marked rows");
        assertThat(browser.url()).startsWith("/console/views/users?text=");
        assertThat(browser.open("/console/bulk/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(browser.open("/console/bulk/1").status()).isEqualTo(404);
        openTable("").press("With these 1");
        assertThat(browser.open(browser.url() + "?command=create-user").status())
                .isEqualTo(404);
    }

    @Test
    void all_rows_that_match_are_exported() {
        users(1);
        String formula = newUser("=1+1 " + word, freshEmail());
        String quoted = newUser("a', b; " + word, freshEmail());
        awaitRows(3);
        openTable("&columns=id&columns=name&columns=deactivationReason&limit=1").follow("Export");
        assertThat(browser.text()).contains("3 rows match.", "Load as CSV");
        List<String> files = browser.attributes("a[download]", "href");
        List<String> progress = browser.attributes("[hx-get]", "hx-get");

        List<Map<String, String>> cells = csv(get(files.get(0)).is(200).text());
        assertThat(cells)
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.keySet()).containsExactly("id", "name", "deactivationReason"));
        assertThat(cells)
                .anySatisfy(row -> assertThat(row).containsEntry("id", formula).containsEntry("name", "'=1+1 " + word))
                .anySatisfy(row -> assertThat(row).containsEntry("id", quoted).containsEntry("name", "a', b; " + word));
        assertThat(get(files.get(1)).is(200).text().lines().map(JsonMapper.shared()::readTree))
                .hasSize(3)
                .anySatisfy(row -> {
                    assertThat(row.path("name").asString()).isEqualTo("=1+1 " + word);
                    assertThat(row.path("deactivationReason").isNull()).isTrue();
                    assertThat(row.size()).isEqualTo(3);
                });
        assertThat(browser.open(progress.getFirst()).text()).contains("Done: 3 rows");
        assertThat(browser.open("/console/exports/" + UUID.randomUUID()).text()).contains("Not begun");
        assertThat(browser.open("/console/views/users/export?nmae=x").status()).isEqualTo(400);
    }

    @Test
    void an_export_during_changes_has_every_row_that_stays_once() {
        List<String> ids = Stream.generate(UUID::randomUUID)
                .map(UUID::toString)
                .limit(2_500)
                .toList();
        batch(ids, id -> "create-user", id -> user(word, id + "@example.com"));
        awaitRows(ids.size());
        String rows = "/console/views/users/export/rows.ndjson?text=" + word + "&sort=name.asc";
        try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
            // before, among and after the rows that the export has not reached
            Future<?> changes = writer.submit(() -> {
                batch(ids.subList(0, 500), id -> "update-user", id -> "{\"payload\": {\"name\": \"!" + word + "\"}}");
                batch(ids.subList(500, 700), id -> "lock-user", id -> "{\"payload\": {\"reason\": \"x\"}}");
                batch(ids.subList(700, 900), id -> "delete-user", id -> "{\"payload\": {}}");
            });
            List<String> exported = Stream.of(
                            get(rows).is(200), get(rows).is(200), get(rows).is(200))
                    .map(export -> export.lines().stream()
                            .map(row -> row.path("id").asString())
                            .toList())
                    .peek(export -> assertThat(export).doesNotHaveDuplicates().containsAll(ids.subList(900, 2_500)))
                    .flatMap(List::stream)
                    .toList();
            assertThat(exported).hasSizeGreaterThan(3 * 1_600);
            changes.get(1, TimeUnit.MINUTES);
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new AssertionError(failure);
        }
    }

    private void batch(List<String> ids, UnaryOperator<String> key, UnaryOperator<String> body) {
        String lines = ids.stream()
                .map(id -> "{\"command\": \"%s\", \"aggregate\": {\"id\": \"%s\"}, %s"
                        .formatted(key.apply(id), id, body.apply(id).substring(1)))
                .collect(Collectors.joining("\n"));
        TestResponse results = request("POST", "/api/commands")
                .body("application/x-ndjson", lines)
                .exchange()
                .is(200);
        assertThat(results.lines())
                .hasSize(ids.size())
                .allSatisfy(
                        result -> assertThat(result.path("status").asString()).isEqualTo("SUCCESS"));
    }

    private static List<Map<String, String>> csv(String text) {
        return Stream.of(text)
                .flatMap(it -> new CsvMapper()
                                .readerForMapOf(String.class)
                                .with(CsvSchema.emptySchema().withHeader())
                                .<Map<String, String>>readValues(it)
                                .readAll()
                                .stream())
                .toList();
    }
}
