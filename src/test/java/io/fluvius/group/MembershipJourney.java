package io.fluvius.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.EventSourceClient;
import io.fluvius.http.HttpJourney;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Memberships over HTTP: a view with several rows for each group. */
abstract class MembershipJourney extends HttpJourney {

    private final String ann = UUID.randomUUID().toString();
    private final String bob = UUID.randomUUID().toString();
    private final String group = UUID.randomUUID().toString();
    private long position;

    @BeforeEach
    void createGroup() {
        String payload = "{\"name\": \"%s\"}".formatted(group);
        position = command("create-group", on(group, payload))
                .is(201)
                .json()
                .path("position")
                .asLong();
    }

    @Test
    void each_member_is_an_item() {
        addMembers(ann, bob);

        JsonNode row = only(list("groupId=" + group + "&userId=" + ann));
        String path = "/api/memberships/" + row.path("id").asString();

        assertThat(row.propertyNames()).containsExactly("id", "groupId", "userId", "since", "version");
        assertThat(row.path("version").intValue()).isEqualTo(1);
        assertThat(get(path).is(200).json()).isEqualTo(row);
        assertThat(get(path).header("ETag")).isEqualTo("\"1\"");
        assertThat(request("GET", path)
                        .header("If-None-Match", "\"1\"")
                        .exchange()
                        .status())
                .isEqualTo(304);
        get(path + "?after=" + position).is(200);
        get("/api/memberships/" + UUID.randomUUID() + "?after=" + position).isProblem(404, "not-found");
    }

    @Test
    void members_are_listed_by_the_time_of_joining_and_page_by_page() {
        List<String> joined = Stream.generate(UUID::randomUUID)
                .limit(5)
                .map(UUID::toString)
                .peek(this::addMembers)
                .toList();

        JsonNode first = get("/api/memberships?limit=3&count=true&groupId=%s&after=%d".formatted(group, position))
                .is(200)
                .json();
        JsonNode rest = get("/api/memberships?limit=3&groupId=%s&cursor=%s"
                        .formatted(group, first.path("page").path("next").asString()))
                .is(200)
                .json();

        assertThat(Stream.of(first, rest).flatMap(page -> page.path("data").valueStream()))
                .extracting(row -> row.path("userId").asString())
                .containsExactlyElementsOf(joined);
        assertThat(first.path("page").path("total").intValue()).isEqualTo(5);
    }

    @Test
    void a_member_who_leaves_and_one_whose_group_is_deleted_is_none() {
        addMembers(ann, bob);
        send("remove-members", users(ann));
        assertThat(only(list("groupId=" + group)).path("userId").asString()).isEqualTo(bob);

        send("delete-group", "{}");
        assertThat(list("groupId=" + group)).isEmpty();
    }

    @Test
    void the_past_and_the_history_are_those_of_the_group() {
        addMembers(ann);
        String path =
                "/api/memberships/" + only(list("groupId=" + group)).path("id").asString();

        for (String past : List.of(path + "?version=1", path + "?at=2026-01-01", path + "/events")) {
            assertThat(get(past)
                            .isProblem(400, "invalid-query")
                            .json()
                            .path("detail")
                            .asString())
                    .contains("group");
        }
        assertThat(get("/api/groups/" + group + "?version=1")
                        .is(200)
                        .json()
                        .path("memberCount")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void metadata_describes_it() {
        JsonNode resource = get("/api/meta/resources/membership").is(200).json();

        assertThat(resource.path("url").asString()).isEqualTo("/api/memberships");
        assertThat(resource.path("fields").valueStream())
                .extracting(field -> field.path("name").asString())
                .containsExactly("id", "groupId", "userId", "since", "version");
        assertThat(get("/api/meta").json().path("domains").valueStream())
                .filteredOn(domain -> domain.path("name").asString().equals("group"))
                .singleElement()
                .satisfies(domain -> assertThat(domain.path("resources").valueStream())
                        .extracting(JsonNode::asString)
                        .containsExactly("group", "membership"));
    }

    @Test
    void a_stream_that_breaks_within_the_changes_of_one_event_misses_none() throws IOException {
        addMembers(ann);
        String path = "/api/memberships/changes?groupId=" + group + "&after=" + position;
        String[] others =
                Stream.generate(UUID::randomUUID).limit(20).map(UUID::toString).toArray(String[]::new);
        Set<String> received = new TreeSet<>();
        String resumeAt;

        try (EventSourceClient stream = EventSourceClient.open(port(), path)) {
            assertThat(stream.next().json().path("data")).hasSize(1);
            addMembers(others);
            for (int i = 0; i < 7; i++) {
                received.add(stream.next().json().path("userId").asString());
            }
            resumeAt = stream.lastId();
        }
        try (EventSourceClient stream = EventSourceClient.open(port(), path, resumeAt)) {
            while (received.size() < others.length) {
                EventSourceClient.Event event = stream.next();
                assertThat(event.name()).isIn("changed", "state");
                JsonNode json = event.json();
                (event.name().equals("state") ? json.path("data").valueStream() : Stream.of(json))
                        .map(row -> row.path("userId").asString())
                        .filter(user -> !user.equals(ann))
                        .forEach(received::add);
            }
        }
        assertThat(received).containsExactlyInAnyOrder(others);
    }

    @Test
    void a_stream_reports_each_member_of_a_deleted_group() throws IOException {
        addMembers(ann, bob);
        Set<String> rows = new TreeSet<>();
        list("groupId=" + group).forEach(row -> rows.add(row.path("id").asString()));

        try (EventSourceClient stream =
                EventSourceClient.open(port(), "/api/memberships/changes?groupId=" + group + "&after=" + position)) {
            assertThat(stream.next().name()).isEqualTo("state");
            send("delete-group", "{}");
            for (String expected : List.of("removed", "removed")) {
                EventSourceClient.Event removed = stream.next();
                assertThat(removed.name()).isEqualTo(expected);
                assertThat(rows.remove(removed.json().path("id").asString())).isTrue();
            }
        }
    }

    private void addMembers(String... members) {
        send("add-members", users(members));
    }

    private void send(String key, String payload) {
        position =
                command(key, on(group, payload)).is(200).json().path("position").asLong();
    }

    private List<JsonNode> list(String query) {
        return get("/api/memberships?%s&wait=10000&after=%d".formatted(query, position))
                .is(200)
                .json()
                .path("data")
                .valueStream()
                .toList();
    }

    private static JsonNode only(List<JsonNode> rows) {
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    private static String users(String... users) {
        return "{\"users\": [\"" + String.join("\", \"", users) + "\"]}";
    }
}
