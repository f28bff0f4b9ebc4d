package io.fluvius.http.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.EventSourceClient;
import io.fluvius.environment.EventSourceClient.Event;
import io.fluvius.environment.LiveRows;
import io.fluvius.environment.OwnApplication;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Streams of more rows than fit into one part of a state, while many writers create, rename, lock, and delete users.
 * {@link LiveRows} fails on a change that is repeated, outdated, or removes a row that was not sent.
 */
@OwnApplication("follows all users")
abstract class HttpManyRowsJourney extends HttpJourney {

    private static final int ROWS = 2_200;
    private static final int WRITERS = 20;
    private static final int COMMANDS = 60;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final List<String> FILTERS = List.of(
            "",
            "active=true",
            "status=LOCKED",
            "status!eq=ACTIVE",
            "name.has=a",
            "name.has=b&active=true",
            "name!has=c",
            "name.starts=d&status.in=LOCKED,DEACTIVATED",
            "email.ends=@1.example.com",
            "version.gt=1",
            "version.between=1,2&totpEnabled=false",
            "totpEnabled=true",
            "text=a%20example",
            "query=%7B%22.or%22%3A%5B%7B%22name.ends%22%3A%22e%22%7D%2C%7B%22totpEnabled%22%3Atrue%7D%5D%7D",
            "requiredActions.has=SIGN",
            "requiredActions!any=SIGN,VERIFY",
            "deactivationReason=null",
            "deactivationReason!eq=null",
            "deactivationReason=left",
            "name=nobody");

    @BeforeEach
    void create_many_rows() {
        if (total() < ROWS) {
            String creations = IntStream.range(0, ROWS)
                    .mapToObj(i ->
                            "{\"command\": \"create-user\", \"payload\": {\"name\": \"%s\", \"email\": \"u%d@%d.example.com\"}}"
                                    .formatted(name(new Random(i)), i, i % 3))
                    .collect(Collectors.joining("\n"));
            List<JsonNode> created = request("POST", "/api/commands")
                    .lines(creations)
                    .exchange()
                    .is(200)
                    .lines();
            String last = created.getLast().path("position").stringValue();
            get("/api/users?limit=1&wait=10000&after=" + last).is(200);
        }
    }

    @Test
    void a_large_state_is_sent_in_parts() throws IOException {
        // until the feed has passed the events that the state includes, the id of its last part is -1, too
        List<Event> parts =
                await().until(this::state, state -> !state.getLast().lastId().equals("-1"));

        assertThat(parts).hasSizeGreaterThanOrEqualTo(3).extracting(Event::name).containsOnly("state");
        assertThat(parts.stream().filter(part -> flag(part, "begins"))).containsExactly(parts.getFirst());
        assertThat(parts.subList(0, parts.size() - 1))
                .allSatisfy(part -> assertThat(part.json().path("data")).hasSize(1000))
                .allSatisfy(part -> assertThat(part.lastId()).isEqualTo("-1"));
        assertThat(parts.getLast().lastId()).matches("\\d+");
        List<String> ids = parts.stream()
                .flatMap(part -> part.json().path("data").valueStream())
                .map(row -> row.path("id").stringValue())
                .toList();
        assertThat(ids).isSorted().doesNotHaveDuplicates().hasSize((int) total());
    }

    private List<Event> state() throws IOException {
        try (EventSourceClient events = EventSourceClient.open(port(), "/api/users/changes")) {
            List<Event> parts = new ArrayList<>(List.of(events.next()));
            while (!flag(parts.getLast(), "complete")) {
                parts.add(events.next());
            }
            return parts;
        }
    }

    @Test
    void a_client_that_disconnects_within_the_state_starts_over() throws IOException {
        String lastId;
        try (EventSourceClient events = EventSourceClient.open(port(), "/api/users/changes")) {
            lastId = events.next().lastId();
        }

        try (EventSourceClient events = EventSourceClient.open(port(), "/api/users/changes", lastId)) {
            Event first = events.next();
            assertThat(flag(first, "begins")).isTrue();
            assertThat(flag(first, "complete")).isFalse();
        }
    }

    @Test
    void every_subscriber_ends_with_the_current_rows_and_receives_no_change_twice() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        List<LiveRows> copies = FILTERS.stream().map(filter -> new LiveRows()).toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                List<Future<Void>> subscribers = IntStream.range(0, FILTERS.size())
                        .mapToObj(i -> threads.submit(subscribe(FILTERS.get(i), copies.get(i), ended)))
                        .toList();
                List<Future<Void>> writers = IntStream.range(0, WRITERS)
                        .mapToObj(i -> threads.submit(write(new Random(i), i)))
                        .toList();
                for (Future<Void> writer : writers) {
                    writer.get();
                }
                for (int i = 0; i < FILTERS.size(); i++) {
                    assertUpToDate(FILTERS.get(i), copies.get(i), subscribers.get(i));
                }
                ended.set(true);
                for (Future<Void> subscriber : subscribers) {
                    subscriber.get();
                }
            } finally {
                ended.set(true);
            }
        }
        assertThat(copies.getFirst().parts()).isGreaterThan(copies.getFirst().beginnings());
    }

    private void assertUpToDate(String filter, LiveRows copy, Future<Void> subscriber) {
        await(filter)
                .atMost(TIMEOUT)
                .failFast(() -> {
                    if (subscriber.isDone()) {
                        subscriber.get();
                    }
                })
                // the rows, too, may not include the last commands yet
                .untilAsserted(() -> assertThat(copy.rows()).isEqualTo(rows(filter)));
    }

    private TreeMap<String, JsonNode> rows(String filter) {
        TreeMap<String, JsonNode> rows = new TreeMap<>();
        String address = "/api/users?sort=id&limit=1000" + (filter.isEmpty() ? "" : "&" + filter);
        for (String cursor = ""; cursor != null; ) {
            JsonNode page = get(address + cursor).is(200).json();
            page.path("data").forEach(row -> rows.put(row.path("id").stringValue(), row));
            String next = page.path("page").path("next").stringValue(null);
            cursor = next == null ? null : "&cursor=" + next;
        }
        return rows;
    }

    private Callable<Void> subscribe(String filter, LiveRows copy, AtomicBoolean ended) {
        return () -> {
            try (EventSourceClient events = EventSourceClient.open(port(), "/api/users/changes?" + filter)) {
                while (!ended.get()) {
                    Event event = events.next(Duration.ofMillis(100));
                    if (event != null) {
                        copy.take(event);
                    }
                }
            }
            return null;
        };
    }

    private Callable<Void> write(Random random, int writer) {
        return () -> {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < COMMANDS; i++) {
                if (ids.size() < 3) {
                    ids.add(newUser(
                            name(random), "w%d-%d-%d@%d.example.com".formatted(writer, i, random.nextInt(), i % 3)));
                } else {
                    change(ids, random);
                }
            }
            return null;
        };
    }

    private void change(List<String> ids, Random random) {
        String id = ids.get(random.nextInt(ids.size()));
        TestResponse response = switch (random.nextInt(8)) {
            case 0 -> command("update-user", on(id, "{\"name\": \"" + name(random) + "\"}"));
            case 1 -> command("lock-user", on(id));
            case 2 -> command("unlock-user", on(id));
            case 3 -> command("deactivate-user", on(id, "{\"reason\": \"left\"}"));
            case 4 -> command("activate-user", on(id));
            case 5 -> command("enable-totp", on(id));
            case 6 -> command("execute-user-action", on(id, "{\"actions\": [\"SIGN\"]}"));
            default -> {
                ids.remove(id);
                yield command("delete-user", on(id));
            }
        };
        assertThat(response.status()).as(response::text).isIn(200, 422);
    }

    private static String name(Random random) {
        return random.ints(5, 'a', 'f')
                .mapToObj(letter -> String.valueOf((char) letter))
                .collect(Collectors.joining());
    }

    private long total() {
        return get("/api/users?limit=1&count=true")
                .is(200)
                .json()
                .path("page")
                .path("total")
                .longValue();
    }

    private static boolean flag(Event event, String flag) {
        return event.json().path(flag).booleanValue();
    }
}
