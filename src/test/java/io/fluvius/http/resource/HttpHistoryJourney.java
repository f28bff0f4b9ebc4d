package io.fluvius.http.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestResponse;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.HistoryEntry;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.QueryPage;
import io.fluvius.query.StateManager;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserEvent.UserRenamed;
import io.fluvius.user.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Reads the history of a user, over HTTP and in Java. */
abstract class HttpHistoryJourney extends HttpJourney {

    private static final int RENAMINGS = 6;
    private static final int EVENTS = RENAMINGS + 1;

    @Autowired
    private StateManager state;

    private String id = "";

    @BeforeEach
    void create_and_rename_a_user() {
        id = newUser("Name 0", freshEmail());
        for (int i = 1; i <= RENAMINGS; i++) {
            rename("Name " + i);
        }
    }

    @Test
    void every_event_is_returned_with_its_metadata() {
        String commandId = UUID.randomUUID().toString();
        String body = on(id, "{\"reason\": \"left\"}").replaceFirst("\\{", "{\"id\": \"" + commandId + "\", ");
        command("deactivate-user", body).is(200);

        JsonNode event = events("?limit=1000").path("data").path(EVENTS);

        assertThat(event.propertyNames())
                .containsExactly(
                        "sequence",
                        "type",
                        "revision",
                        "at",
                        "eventId",
                        "commandId",
                        "correlationId",
                        "causationId",
                        "actor",
                        "data");
        assertThat(event.path("sequence").longValue()).isEqualTo(EVENTS);
        assertThat(event.path("type").stringValue()).isEqualTo("user.user-deactivated");
        assertThat(event.path("revision").stringValue()).isEqualTo("1");
        assertThat(event.path("at").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z");
        assertThat(Instant.parse(event.path("at").stringValue())).isBeforeOrEqualTo(Instant.now());
        assertThat(event.path("eventId").stringValue()).isEqualTo(commandId);
        assertThat(event.path("commandId").stringValue()).isEqualTo(commandId);
        assertThat(event.path("correlationId").isString()).isTrue();
        assertThat(event.path("causationId")).isEqualTo(event.path("commandId"));
        assertThat(event.path("actor").isNull()).isTrue();
        assertThat(event.path("data").path("userId").stringValue()).isEqualTo(id);
        assertThat(event.path("data").path("reason").stringValue()).isEqualTo("left");
    }

    @Test
    void events_are_returned_oldest_first_and_immediately() {
        TestResponse response = get(address("")).is(200);

        assertThat(sequences(response.json()))
                .containsExactlyElementsOf(LongStream.range(0, EVENTS).boxed().toList());
        assertThat(response.json().path("page").path("limit").intValue()).isEqualTo(25);
        assertThat(response.json().path("page").path("next").isNull()).isTrue();
        assertThat(response.json().path("page").path("previous").isNull()).isTrue();
        assertThat(response.header("Position")).matches("\\d+");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, EVENTS - 1, EVENTS, EVENTS + 1})
    void cursors_lead_through_a_history_forward_and_backward(int limit) {
        List<List<Long>> there = new ArrayList<>();
        JsonNode page = events("?limit=" + limit);
        there.add(sequences(page));
        while (page.path("page").path("next").isString()) {
            page = turn(limit, page, "next");
            there.add(sequences(page));
        }
        List<List<Long>> back = new ArrayList<>(List.of(sequences(page)));
        while (page.path("page").path("previous").isString()) {
            page = turn(limit, page, "previous");
            back.add(sequences(page));
        }

        assertThat(there.stream().flatMap(List::stream))
                .containsExactlyElementsOf(LongStream.range(0, EVENTS).boxed().toList());
        assertThat(there).allSatisfy(it -> assertThat(it).hasSizeBetween(1, limit));
        Collections.reverse(back);
        assertThat(back).isEqualTo(there);
    }

    @Test
    void the_limit_may_change_from_page_to_page() {
        JsonNode first = events("?limit=4");

        assertThat(sequences(turn(2, first, "next"))).containsExactly(4L, 5L);
        JsonNode rest = turn(1000, first, "next");
        assertThat(sequences(rest)).containsExactly(4L, 5L, 6L);
        assertThat(sequences(turn(3, rest, "previous"))).containsExactly(1L, 2L, 3L);
        JsonNode beginning = turn(1000, rest, "previous");
        assertThat(sequences(beginning)).containsExactly(0L, 1L, 2L, 3L);
        assertThat(beginning.path("page").path("previous").isNull()).isTrue();
        assertThat(beginning.path("page").path("next").isString()).isTrue();
    }

    @Test
    void the_last_page_leads_to_later_events() {
        JsonNode page = turn(4, events("?limit=4"), "next");
        assertThat(page.path("page").path("next").isNull()).isTrue();

        rename("Name " + EVENTS);

        JsonNode again = turn(4, events("?limit=4"), "next");
        assertThat(sequences(again)).containsExactly(4L, 5L, 6L, 7L);
    }

    @Test
    void a_deleted_user_has_a_history() {
        command("delete-user", on(id, "{\"reason\": \"gone\"}")).is(200);

        JsonNode page = events("");

        assertThat(sequences(page)).hasSize(EVENTS + 1);
        assertThat(page.path("data").path(EVENTS).path("type").stringValue()).isEqualTo("user.user-deleted");
    }

    @Test
    void a_user_that_never_existed_has_no_history() {
        get("/api/users/" + UUID.randomUUID() + "/events").isProblem(404, "not-found");
    }

    @Test
    void an_aggregate_of_another_domain_is_not_found() {
        String book = newBook();

        get("/api/users/" + book + "/events").isProblem(404, "not-found");
        get("/api/books/" + id + "/events").isProblem(404, "not-found");
        assertThat(get("/api/books/" + book + "/events").is(200).json().path("data"))
                .hasSize(1);
    }

    @Test
    void a_cursor_of_another_history_is_refused() {
        String other = newUser();
        command("enable-totp", on(other)).is(200);
        String ofHer = cursor("/api/users/" + other + "/events?limit=1");
        String ofList = cursor("/api/users?limit=1");

        get(address("?limit=1&cursor=" + ofHer)).isProblem(400, "invalid-query", "/cursor");
        get(address("?limit=1&cursor=" + ofList)).isProblem(400, "invalid-query", "/cursor");
        get("/api/users?limit=1&cursor=" + ofHer).isProblem(400, "invalid-query", "/cursor");
    }

    @Test
    void a_cursor_of_the_same_id_in_another_domain_is_refused() {
        String book = newBook();
        command("lend-book", on(book, "{\"reader\": \"Ann\", \"dueOn\": \"2026-12-24\"}"))
                .is(200);
        String cursor = cursor("/api/books/" + book + "/events?limit=1");

        get("/api/users/" + book + "/events?limit=1&cursor=" + cursor).isProblem(400, "invalid-query", "/cursor");
        get("/api/books/" + book + "/events?limit=1&cursor=" + cursor).is(200);
    }

    @Test
    void a_forged_cursor_is_refused() {
        String cursor = cursor(address("?limit=1"));
        char other = cursor.charAt(3) == 'A' ? 'B' : 'A';

        for (String forged : List.of(
                "",
                "x",
                "%20",
                "AAAA",
                cursor + "A",
                cursor.substring(1),
                cursor.substring(0, 3) + other + cursor.substring(4))) {
            get(address("?limit=1&cursor=" + forged)).isProblem(400, "invalid-query", "/cursor");
        }
        get(address("?cursor=" + cursor + "&cursor=" + cursor)).isProblem(400, "invalid-query", "/cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "x", "", "1.5", "99999999999999999999", "1&limit=2"})
    void a_limit_out_of_range_is_refused(String limit) {
        get(address("?limit=" + limit)).isProblem(400, "invalid-query", "/limit");
    }

    @Test
    void an_unknown_parameter_is_refused() {
        get(address("?page=1")).isProblem(400, "malformed-request", "/page");
        get(address("?type=user.user-renamed&sort=at.desc")).isProblem(400, "malformed-request", "/type", "/sort");
    }

    @Test
    void an_unknown_path_is_not_found() {
        get("/api/users/no-uuid/events").isProblem(400, "malformed-request", "/id");
        get("/api/things/" + id + "/events").isProblem(404, "unknown-resource");
        post(address(""), "{}").isProblem(405, "method-not-allowed");
    }

    @Test
    void a_history_is_a_stream_in_java() {
        List<HistoryEntry> history = state.history("user", id).toList();

        assertThat(history)
                .extracting(HistoryEntry::sequence)
                .containsExactlyElementsOf(LongStream.range(0, EVENTS).boxed().toList());
        HistoryEntry last = history.getLast();
        assertThat(last.type()).isEqualTo("user.user-renamed");
        assertThat(last.revision()).isEqualTo("1");
        assertThat(last.data()).isEqualTo(new UserRenamed(UserId.of(id), new PersonName("Name " + RENAMINGS)));
        assertThat(history).isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()));
        assertThat(history)
                .extracting(HistoryEntry::commandId)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertThat(history).extracting(HistoryEntry::eventId).doesNotHaveDuplicates();
    }

    @Test
    void a_long_history_is_read_to_its_end_in_java() {
        String many = IntStream.range(0, 1_100)
                .mapToObj(i -> "{\"command\": \"reconcile-user\", \"aggregate\": {\"id\": \"" + id + "\"}}")
                .collect(Collectors.joining("\n"));
        request("POST", "/api/commands").lines(many).exchange().is(200);

        assertThat(state.history("user", UUID.fromString(id)).map(HistoryEntry::sequence))
                .containsExactlyElementsOf(
                        LongStream.range(0, EVENTS + 1_100).boxed().toList());
    }

    @Test
    void a_history_has_pages_in_java() {
        QueryPage<HistoryEntry> first = state.history("user", UserId.of(id), 5, null);
        QueryPage<HistoryEntry> second = state.history("user", id, 5, first.next());

        assertThat(first.data()).hasSize(5);
        assertThat(first.limit()).isEqualTo(5);
        assertThat(second.data()).hasSize(EVENTS - 5);
        assertThat(second.next()).isNull();
        assertThat(state.history("user", id, 5, second.previous()).data()).isEqualTo(first.data());
    }

    @Test
    void an_invalid_history_query_is_refused_in_java() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> state.history("user", UUID.randomUUID()).toList());
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> state.history("user", id, 5, "x"))
                .satisfies(refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.INVALID_QUERY));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> state.history("thing", id).toList())
                .satisfies(refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.UNKNOWN_RESOURCE));
    }

    private void rename(String name) {
        command("update-user", on(id, "{\"name\": \"" + name + "\"}")).is(200);
    }

    private String newBook() {
        return command("add-book", "{\"payload\": {\"title\": \"Momo\", \"author\": \"Michael Ende\"}}")
                .is(201)
                .json()
                .path("aggregate")
                .path("id")
                .stringValue();
    }

    private String address(String parameters) {
        return "/api/users/" + id + "/events" + parameters;
    }

    private JsonNode events(String parameters) {
        return get(address(parameters)).is(200).json();
    }

    private JsonNode turn(int limit, JsonNode page, String direction) {
        return events("?limit=" + limit + "&cursor="
                + page.path("page").path(direction).stringValue());
    }

    private String cursor(String address) {
        @Nullable String next = get(address).is(200).json().path("page").path("next").stringValue(null);
        assertThat(next).isNotNull();
        return next;
    }

    private static List<Long> sequences(JsonNode page) {
        return page.path("data")
                .valueStream()
                .map(event -> event.path("sequence").longValue())
                .toList();
    }
}
