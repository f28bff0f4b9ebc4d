package io.fluvius.console.item;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.console.PageJourney;
import io.fluvius.console.RandomHistories;
import io.fluvius.console.RandomHistories.Changed;
import io.fluvius.domain.Commands;
import io.fluvius.http.request.Json;
import io.fluvius.operations.Processors;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.StateManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the console shows of histories is what their events have done. */
abstract class HistoriesJourney extends PageJourney {

    private static final long SEED = System.nanoTime();
    private static final int HISTORIES = 50;
    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    @Autowired
    private StateManager state;

    @Autowired
    private Commands commands;

    @Autowired
    private Processors processors;

    /** A field with its values, as text. */
    private record Difference(String field, String before, String after) {}

    /** A filter, and the same by hand. */
    private record Condition(String parameters, Predicate<JsonNode> holds) {}

    @Test
    void random_histories_are_shown_as_they_were() {
        RandomHistories histories = new RandomHistories(commands, SEED);
        Random random = new Random(SEED);
        for (int number = 0; number < HISTORIES; number++) {
            Changed changed = histories.next(random.nextInt(12));
            state.after(changed.last().position())
                    .count(state.queryManager().buildQuery(changed.resource(), Map.of("limit", 1)));
            List<JsonNode> folds = folds(changed);

            assertThatChangesAreShown(changed, folds);
            assertThatBlameIsRight(changed, folds);
            assertThatBisectionIsRight(changed, folds, condition(changed, random));
            assertThatComparisonIsRight(changed, folds, random);
        }
    }

    /** The rows after each event, each computed on its own; an empty object after a deletion. */
    private List<JsonNode> folds(Changed changed) {
        long newest = state.versions(changed.resource(), changed.id(), 0, 1).newest();
        List<JsonNode> folds = new ArrayList<>();
        for (long version = 0; version <= newest; version++) {
            try {
                folds.add(Json.MAPPER.valueToTree(state.at(changed.resource(), changed.id(), version)));
            } catch (NotFoundException deleted) {
                folds.add(NOTHING);
            }
        }
        return folds;
    }

    private static JsonNode before(List<JsonNode> folds, int version) {
        return version == 0 ? NOTHING : folds.get(version - 1);
    }

    private static List<Difference> differences(JsonNode before, JsonNode after) {
        return Stream.concat(after.propertyNames().stream(), before.propertyNames().stream())
                .distinct()
                .filter(field -> !before.path(field).equals(after.path(field)))
                .map(field -> new Difference(field, shown(before.path(field)), shown(after.path(field))))
                .toList();
    }

    private static String shown(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "not set";
        }
        if (value.isArray()) {
            return value.isEmpty()
                    ? "empty list"
                    : value.valueStream().map(JsonNode::asString).collect(Collectors.joining("\n"));
        }
        return value.asString();
    }

    private List<Difference> shownIn(String selector) {
        List<String> fields = browser.texts(selector + " tbody th");
        List<String> before = browser.texts(selector + " .before");
        List<String> after = browser.texts(selector + " .after");
        return IntStream.range(0, fields.size())
                .mapToObj(row -> new Difference(fields.get(row), before.get(row), after.get(row)))
                .toList();
    }

    private void assertThatChangesAreShown(Changed changed, List<JsonNode> folds) {
        browser.open(page(changed));
        assertThat(browser.texts(".history h3")).hasSize(folds.size());
        for (int version = 0; version < folds.size(); version++) {
            String entry = ".history li:nth-child(" + (folds.size() - version) + ")";
            if (folds.get(version).isEmpty()) {
                assertThat(browser.texts(entry)).first().asString().contains("Deleted, with all of its fields");
            } else {
                assertThat(shownIn(entry))
                        .as("seed %d, %s, version %d", SEED, changed, version)
                        .containsExactlyInAnyOrderElementsOf(differences(before(folds, version), folds.get(version)));
            }
        }
    }

    private void assertThatBlameIsRight(Changed changed, List<JsonNode> folds) {
        if (folds.getLast().isEmpty()) {
            return;
        }
        List<String> expected = folds.getLast().propertyNames().stream()
                .map(field -> {
                    int version = folds.size() - 1;
                    while (version > 0
                            && folds.get(version)
                                    .path(field)
                                    .equals(folds.get(version - 1).path(field))) {
                        version--;
                    }
                    return String.valueOf(version);
                })
                .toList();
        browser.open(page(changed) + "?blame");
        assertThat(browser.texts("td.blame a:first-child"))
                .as("seed %d, %s", SEED, changed)
                .extracting(text -> text.substring(0, text.indexOf(':')))
                .isEqualTo(expected);
    }

    private static Condition condition(Changed changed, Random random) {
        List<Condition> conditions = changed.resource().equals("user")
                ? List.of(
                        new Condition(
                                "name=Jo", row -> row.path("name").asString().equals("Jo")),
                        new Condition("active=false", row -> !row.path("active").asBoolean()),
                        new Condition(
                                "status=LOCKED",
                                row -> row.path("status").asString().equals("LOCKED")),
                        new Condition(
                                "deactivationReason=null",
                                row -> row.path("deactivationReason").isNull()))
                : List.of(
                        new Condition(
                                "memberCount.gte=2",
                                row -> row.path("memberCount").asInt() >= 2),
                        new Condition(
                                "description=about%201",
                                row -> row.path("description").asString("").equals("about 1")));
        return conditions.get(random.nextInt(conditions.size()));
    }

    private void assertThatBisectionIsRight(Changed changed, List<JsonNode> folds, Condition condition) {
        List<Integer> turns = new ArrayList<>();
        boolean holds = false;
        for (int version = 0; version < folds.size(); version++) {
            JsonNode row = folds.get(version);
            boolean holdsNow = !row.isEmpty() && condition.holds().test(row);
            if (holdsNow != holds) {
                turns.add(version);
                holds = holdsNow;
            }
        }
        browser.open(page(changed) + "/bisect?" + condition.parameters());
        List<String> found = browser.texts("article h3");
        assertThat(browser.status()).isEqualTo(200);
        assertThat(found)
                .as("seed %d, %s, %s", SEED, changed, condition.parameters())
                .hasSize(Math.min(1, turns.size()));
        if (!turns.isEmpty()) {
            assertThat(found.getFirst()).startsWith(turns.getFirst() + ": ");
        }
        if (turns.size() > 1) {
            assertThat(browser.texts(".turns a"))
                    .extracting(text -> Integer.valueOf(text.substring(0, text.indexOf(':'))))
                    .isEqualTo(turns);
            assertThat(browser.text()).contains(turns.size() + " times", holds ? "holds now" : "does not hold now");
        }
    }

    private void assertThatComparisonIsRight(Changed changed, List<JsonNode> folds, Random random) {
        int first = random.nextInt(folds.size());
        int second = random.nextInt(folds.size());
        browser.open(page(changed) + "/compare?a=" + first + "&b=" + second);
        assertThat(shownIn("main > table"))
                .as("seed %d, %s, %d and %d", SEED, changed, first, second)
                .containsExactlyInAnyOrderElementsOf(differences(folds.get(first), folds.get(second)));
    }

    private static String page(Changed changed) {
        return "/console/views/" + changed.path() + "/" + changed.id();
    }

    @Test
    void a_history_is_shown_in_pages_and_a_version_with_what_was_before() {
        String id = newUser();
        String position = "";
        for (int version = 1; version <= 60; version++) {
            position = renamed(id, "Name " + version);
        }
        browser.open("/console/views/users/" + id + "?after=" + position);
        assertThat(browser.texts(".history h3")).hasSize(50).first().asString().startsWith("60: ");
        browser.follow("Older versions");
        assertThat(browser.texts(".history h3")).hasSize(11).first().asString().startsWith("10: ");
        browser.follow("Newer versions");
        assertThat(browser.texts(".history h3")).first().asString().startsWith("60: ");

        browser.follow("Step through its versions").follow("Previous version");
        assertThat(browser.text()).contains("Version 59 of 60");
        assertThat(browser.texts(".before-version td")).contains("Name 58");
        assertThat(browser.texts(".event-version td")).contains("Name 59");
        assertThat(browser.texts(".after-version .changed td"))
                .contains("Name 59")
                .doesNotContain("ACTIVE");
        browser.follow("Compare version 59 with 60");
        assertThat(browser.texts("main > table td")).contains("Name 59", "Name 60");
    }

    private String renamed(String id, String name) {
        return command("update-user", on(id, "{\"name\": \"%s\"}".formatted(name)))
                .is(200)
                .json()
                .path("position")
                .stringValue();
    }

    @Test
    void times_are_compared_as_versions_are() {
        String id = newUser("Ann", freshEmail());
        get("/api/users/" + id + "?after=" + renamed(id, "Anna")).is(200);
        Instant created = Instant.parse(
                get("/api/users/" + id + "?version=0").json().path("createdAt").stringValue());

        browser.open("/console/views/users/" + id + "/compare?a=0")
                .enter("a", created.toString())
                .enter("b", "9999-01-01")
                .press("Compare");
        assertThat(browser.texts("main > table td")).contains("Ann", "Anna");
        browser.enter("a", "1999-01-01").enter("b", "0").press("Compare");
        assertThat(browser.text()).contains("It did not exist at 1999-01-01.", "Ann");
        browser.enter("a", "1").enter("b", "1").press("Compare");
        assertThat(browser.text()).contains("There is no difference.");
        browser.enter("a", "tomorrow").enter("b", "17").press("Compare");
        assertThat(browser.status()).isEqualTo(400);
        assertThat(browser.entered("a")).isEqualTo("tomorrow");
        assertThat(browser.texts("[role=alert]").getFirst()).contains("/a", "/b", "the newest version is 1");
    }

    @Test
    void the_event_that_made_a_condition_true_is_found_by_a_form() {
        String id = newUser("Ann", freshEmail());
        renamed(id, "Anna");

        browser.open("/console/views/users/" + id).follow("When did it become so");
        browser.enter("add-field", "name")
                .enter("add-operator", "has")
                .enter("add-value", "NNA")
                .press("Find");

        assertThat(browser.url()).endsWith("/bisect?name.has=NNA");
        assertThat(browser.texts("article h3")).containsExactly("1: User renamed");
        assertThat(browser.text()).contains("has held ever since");
        browser.open("/console/views/users/" + id + "/bisect?name=nothing");
        assertThat(browser.text()).contains("at none of the versions from 0 to 1");
        browser.open("/console/views/users/" + id + "/bisect?createdAt.gt=yesterday");
        assertThat(browser.status()).isEqualTo(400);
        browser.follow("Remove the filter createdAt.gt");
        assertThat(browser.status()).isEqualTo(200);
    }

    @Test
    void a_row_leads_to_the_rows_that_it_names_and_that_name_it() {
        String user = newUser("<b>Ann</b>", freshEmail());
        NewGroup added = newGroupOf(user);
        String group = added.id();
        String position = added.position();
        get("/api/memberships?userId=" + user + "&after=" + position).is(200);
        get("/api/groups/" + group + "?after=" + position).is(200);

        browser.open("/console/views/users/" + user);
        assertThat(browser.texts(".related")).first().asString().contains("Memberships with this userId", group);
        browser.follow("Groups " + group);
        assertThat(browser.url()).endsWith("/console/views/groups/" + group);
        browser.follow("Users " + user);
        assertThat(browser.url()).endsWith("/console/views/users/" + user);
        browser.follow("Memberships with this userId");
        assertThat(browser.url()).endsWith("/console/views/memberships?userId=" + user);
    }

    @Test
    void a_command_that_has_run_shows_its_events_or_that_it_was_quiet() {
        String id = newUser("Ann", freshEmail());
        renamed(id, "Anna");
        browser.open("/console/commands/update-user?aggregate=" + id)
                .enter("payload.name", "Ann")
                .press("Update user");
        assertThat(browser.texts("main section li a")).contains("user.user-renamed");

        browser.open("/console/commands/update-user?aggregate=" + id)
                .enter("payload.name", "Ann")
                .press("Update user");
        assertThat(browser.text()).contains("It had nothing to change");
        browser.follow("Events");
        assertThat(browser.status()).isEqualTo(200);
        browser.open("/console/views/users/" + id + "?ran=%3Cscript%3E");
        assertThat(browser.status()).isEqualTo(200);
        assertThat(browser.text()).doesNotContain("Done, by the command");
    }

    @Test
    void a_long_list_is_cut_and_its_event_has_all_of_it() {
        String users = IntStream.range(0, 1000)
                .mapToObj(number -> "\"" + UUID.randomUUID() + "\"")
                .collect(Collectors.joining(","));
        String group = command("create-group", "{\"payload\": {\"name\": \"%s\"}}".formatted(UUID.randomUUID()))
                .is(201)
                .json()
                .at("/aggregate/id")
                .stringValue();
        String added = command("add-members", on(group, "{\"users\": [%s]}".formatted(users)))
                .is(200)
                .json()
                .path("commandId")
                .stringValue();

        browser.open("/console/views/groups/" + group + "?version=1");
        assertThat(browser.text()).contains("and 980 more");
        assertThat(browser.html().length()).isLessThan(150_000);
        browser.open("/console/events/" + added);
        assertThat(browser.html().length()).isLessThan(150_000);
        assertThat(browser.texts("main p a")).contains("It is long; all of it as JSON");
        assertThat(get("/console/events/" + added + "/payload").is(200).json().path("users"))
                .hasSize(1000);
    }

    @Test
    void a_row_that_its_view_does_not_contain_yet_is_not_called_deleted() {
        processors.stop("group-directory");
        try {
            String id = command("create-group", "{\"payload\": {\"name\": \"%s\"}}".formatted(UUID.randomUUID()))
                    .is(201)
                    .json()
                    .at("/aggregate/id")
                    .stringValue();

            browser.open("/console/views/groups/" + id);

            assertThat(browser.text()).contains("does not contain it yet", "0: Group created");
            assertThat(browser.text()).doesNotContain("was deleted");
        } finally {
            processors.start("group-directory");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{known}?version=99",
                "{known}?version=99999999999999999999",
                "{known}?before=0",
                "{known}?before=x",
                "{known}/compare?a=1&a=2&b=0",
                "{known}/compare?a=2026-02-30&b=0",
                "{known}/compare?a=0",
                "{known}/bisect?nothing=1",
                "/console/views/users/nothing/compare",
                "/console/views/users/nothing/bisect",
                "/console/views/users/01900000-0000-7000-8000-000000000000/compare?a=0&b=1",
                "/console/views/users/01900000-0000-7000-8000-000000000000/bisect",
                "/console/views/users/01900000-0000-7000-8000-000000000000/bisect?name=a",
                "/console/views/memberships/01900000-0000-7000-8000-000000000000/compare?a=0&b=1",
                "/console/views/nothing/01900000-0000-7000-8000-000000000000/bisect"
            })
    void bad_input_is_a_page_that_says_so(String path) {
        browser.open(path.replace("{known}", "/console/views/users/" + newUser()));

        assertThat(browser.status()).isBetween(400, 404);
        assertThat(browser.header("Content-Type")).startsWith("text/html");
        assertThat(browser.texts("[role=alert]")).isNotEmpty();
    }
}
