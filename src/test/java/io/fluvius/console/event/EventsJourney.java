package io.fluvius.console.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.command.Command;
import io.fluvius.console.PageJourney;
import io.fluvius.console.RandomHistories;
import io.fluvius.domain.Commands;
import io.fluvius.domain.Text;
import io.fluvius.eventstore.log.EventLog;
import io.fluvius.eventstore.log.LoggedEvent;
import io.fluvius.eventstore.search.EventFilter;
import io.fluvius.eventstore.search.EventSearch;
import io.fluvius.http.request.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The log, looked through by people. */
abstract class EventsJourney extends PageJourney {

    private static final long SEED = System.nanoTime();

    @Autowired
    private EventSearch search;

    @Autowired
    private EventLog log;

    @Autowired
    private Commands commands;

    @Test
    void every_combination_of_filters_finds_what_matches_and_nothing_else() throws IOException {
        RandomHistories histories = new RandomHistories(commands, SEED);
        for (int aggregate = 0; aggregate < 5; aggregate++) {
            histories.next(15);
        }
        List<LoggedEvent> all = exported(log.head());
        Random random = new Random(SEED);
        for (int trial = 0; trial < 60; trial++) {
            LoggedEvent example = all.get(random.nextInt(all.size()));
            EventFilter filter = filter(example, random);

            assertThat(walk(filter, log.head() + 1, 1 + random.nextInt(20)))
                    .as("seed %d, %s", SEED, filter)
                    .isEqualTo(all.reversed().stream()
                            .filter(event -> matches(filter, event))
                            .toList());
        }
    }

    private List<LoggedEvent> exported(long to) throws IOException {
        List<LoggedEvent> events = new ArrayList<>();
        log.readEvents(0, to, events::add);
        return events;
    }

    private List<LoggedEvent> walk(EventFilter filter, @Nullable Long from, int limit) {
        List<LoggedEvent> found = new ArrayList<>();
        Long before = from;
        do {
            EventSearch.Page page = search.search(filter, before, limit);
            assertThat(page.events().size()).isLessThanOrEqualTo(limit);
            found.addAll(page.events());
            before = page.next();
        } while (before != null);
        return found;
    }

    private static EventFilter filter(LoggedEvent example, Random random) {
        JsonNode metaData = Json.MAPPER.readTree(example.event().metaData());
        Instant time = Instant.parse(example.event().time());
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String member : List.of(Command.ACTOR, Command.CORRELATION_ID, Command.CAUSATION_ID, Command.COMMAND_ID)) {
            String value = metaData.path(member).asString(null);
            if (value != null && random.nextInt(6) == 0) {
                wanted.put(member, value);
            }
        }
        String payload = example.event().payload();
        int begin = random.nextInt(payload.length());
        return new EventFilter(
                random.nextInt(3) == 0 ? Set.of(example.event().payloadType(), "nothing") : Set.of(),
                random.nextInt(3) == 0 ? example.event().type() : null,
                random.nextInt(4) == 0 ? example.event().aggregate() : null,
                wanted,
                random.nextInt(4) == 0 ? time.minusMillis(random.nextInt(50)) : null,
                random.nextInt(4) == 0 ? time.plusMillis(random.nextInt(50)) : null,
                random.nextInt(3) == 0 ? payload.substring(begin).toUpperCase(Locale.ROOT) : null);
    }

    private static boolean matches(EventFilter filter, LoggedEvent logged) {
        JsonNode metaData = Json.MAPPER.readTree(logged.event().metaData());
        Instant time = Instant.parse(logged.event().time());
        return (filter.types().isEmpty()
                        || filter.types().contains(logged.event().payloadType()))
                && (filter.resource() == null
                        || Objects.equals(filter.resource(), logged.event().type()))
                && (filter.aggregate() == null
                        || filter.aggregate().equals(logged.event().aggregate()))
                && filter.metaData().entrySet().stream()
                        .allMatch(it ->
                                it.getValue().equals(metaData.path(it.getKey()).asString(null)))
                && (filter.from() == null || !time.isBefore(filter.from()))
                && (filter.to() == null || time.isBefore(filter.to()))
                && (filter.text() == null
                        || Text.folded(logged.event().payload()).contains(Text.folded(filter.text())));
    }

    @Test
    void a_walk_loses_and_repeats_no_event_while_others_are_appended() throws Exception {
        newUser();
        List<LoggedEvent> before = exported(log.head());
        AtomicBoolean isWalking = new AtomicBoolean(true);
        Thread writer = Thread.ofVirtual().start(() -> {
            while (isWalking.get()) {
                newUser();
            }
        });

        List<LoggedEvent> found = walk(EventFilter.ALL, null, 7);

        isWalking.set(false);
        writer.join();
        assertThat(found).doesNotHaveDuplicates();
        assertThat(found.subList(found.size() - before.size(), found.size())).isEqualTo(before.reversed());
    }

    @Test
    void the_bars_of_the_histogram_are_about_all_events() throws IOException {
        newUser();
        List<LoggedEvent> all = exported(log.head());

        List<EventSearch.Bucket> whole = search.histogram(null, null, 60);

        long positions = all.getLast().position() - all.getFirst().position() + 1;
        assertThat(whole).hasSizeLessThanOrEqualTo(60);
        assertThat(whole.stream().mapToLong(EventSearch.Bucket::events).sum()).isGreaterThanOrEqualTo(positions);
        EventSearch.Bucket last = whole.getLast();
        List<EventSearch.Bucket> zoomed = search.histogram(last.from(), last.to(), 60);
        assertThat(zoomed.stream().mapToLong(EventSearch.Bucket::events).sum()).isEqualTo(last.events());
        assertThat(search.histogram(Instant.parse("9999-01-01T00:00:00Z"), null, 60))
                .isEmpty();
    }

    @Test
    void an_event_is_found_by_what_is_known_of_it() {
        String id = newUser("Edith <i>Clarke</i> \u05d0", freshEmail());

        browser.open("/console/events")
                .enter("aggregate", id)
                .enter("type", "user.user-created")
                .enter("text", "edith <I>")
                .press("Show");

        assertThat(browser.texts("tbody tr")).hasSize(1);
        assertThat(browser.entered("aggregate")).isEqualTo(id);
        browser.follow("user.user-created");
        assertThat(browser.status()).isEqualTo(200);
        assertThat(browser.text()).contains("Edith <i>Clarke</i>", "A command that no other event caused.", "Nothing.");
        browser.follow("user " + id);
        assertThat(browser.url()).endsWith("/console/views/users/" + id + "?version=0");
        browser.open("/console/events?aggregate=" + id + "&text=nothing")
                .follow("Remove the filter Text in the payload");
        assertThat(browser.texts("tbody tr")).hasSize(1);
        browser.open("/console/events");
        browser.open(browser.attributes("svg a", "href").getLast());
        assertThat(browser.url()).contains("from=", "to=");
        assertThat(browser.texts("tbody tr")).isNotEmpty();
    }

    @Test
    void pages_lead_back_to_the_first_event_and_to_the_newest() {
        String id = newUser();
        for (int event = 0; event < 60; event++) {
            command("update-user", on(id, "{\"name\": \"Name %d\"}".formatted(event)))
                    .is(200);
        }

        browser.open("/console/events?aggregate=" + id);
        assertThat(browser.texts("tbody tr")).hasSize(50);
        browser.follow("Older");
        assertThat(browser.texts("tbody tr")).hasSize(11);
        assertThat(browser.texts("a[rel=next]")).isEmpty();
        browser.follow("Newest");
        assertThat(browser.texts("tbody tr").getFirst()).contains("Name 59");
    }

    @Test
    void an_event_leads_to_what_it_caused_and_back() {
        String user = newUser();
        NewGroup added = newGroupOf(user);
        String group = added.id();
        String position = added.position();
        get("/api/memberships?after=" + position + "&userId=" + user).is(200);
        String deletion = command("delete-user", on(user))
                .is(200)
                .json()
                .path("commandId")
                .stringValue();

        await().untilAsserted(() -> assertThat(
                        browser.open("/console/events/" + deletion).texts(".effects li"))
                .isNotEmpty());

        browser.follow("group.members-removed");
        assertThat(browser.text()).contains(user);
        assertThat(browser.texts(".causes a")).containsExactly("user.user-deleted");
        browser.follow("user.user-deleted");
        assertThat(browser.text()).contains("user.user-deleted", deletion);
        browser.open("/console/events?command=" + deletion);
        assertThat(browser.texts("tbody tr")).hasSize(1);
        browser.open("/console/events?causation=" + deletion);
        // the first event of a command has the identifier of the command, which caused it
        assertThat(browser.texts("tbody tr")).hasSize(2).first().asString().contains("group.members-removed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/events?from=yesterday",
                "/console/events?to=%2B999999999-12-31T23:59:59Z",
                "/console/events?from=2026-13-01",
                "/console/events?cursor=-1",
                "/console/events?cursor=99999999999999999999",
                "/console/events?actor=a&actor=b",
                "/console/events?unknown=1",
                "/console/events/nothing",
                "/console/events/%3Cscript%3E",
                "/console/events/01900000-0000-7000-8000-000000000000",
                "/console/events/01900000-0000-7000-8000-000000000000?position=x",
                "/console/events/nothing/payload"
            })
    void bad_input_is_a_page_that_says_so(String path) {
        browser.open(path);

        assertThat(browser.status()).isBetween(400, 404);
        assertThat(browser.header("Content-Type")).startsWith("text/html");
        assertThat(browser.texts("[role=alert]")).isNotEmpty();
        assertThat(browser.html()).doesNotContain("<script>");
    }

    @Test
    void values_that_no_event_has_match_none() {
        for (String query : List.of(
                "type=nothing",
                "command=nothing",
                "command=" + UUID.randomUUID(),
                "aggregate=%3Cb%3E%27%22%25_",
                "resource=nothing",
                "actor=" + "a".repeat(3000),
                "correlation=%D7%90%D7%91",
                "cursor=0",
                "from=9999-12-31&to=0000-01-01",
                "from=0000-01-01T00:00:00&to=0000-01-02",
                "text=" + UUID.randomUUID())) {
            browser.open("/console/events?" + query);

            assertThat(browser.status()).as(query).isEqualTo(200);
            assertThat(browser.texts("tbody tr")).as(query).isEmpty();
            assertThat(browser.html()).as(query).doesNotContain("<b>");
        }
    }
}
