package io.fluvius.operations.rebuild.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.FluviusProcess;
import io.fluvius.environment.HttpCalls;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Reads books again and again, and borrows and returns them, on nodes in turn. A request without a response is sent to another node, as load
 * balancers do.
 */
final class LibraryVisitors implements AutoCloseable {

    static final String MOMO = "{\"title\": \"Momo\", \"author\": \"Michael Ende\"}";

    /** Between the requests of a visitor, so that a node which starts finds a processor. */
    private static final int PAUSE_MILLIS = 10;

    private final List<FluviusProcess> nodes;
    private final List<UUID> books =
            IntStream.range(0, 10).mapToObj(number -> UUID.randomUUID()).toList();
    private final Map<UUID, String> lastReaders = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
    private volatile String position = "";

    /** @param nodes may be replaced */
    LibraryVisitors(List<FluviusProcess> nodes) {
        this.nodes = nodes;
        books.forEach(book -> send("add-book", book, MOMO));
        repeat(this::borrow);
        repeat(this::read);
        repeat(this::read);
    }

    /** Returns when so many further requests have been answered. */
    void awaitRequests(int number) {
        int enough = requests.get() + number;
        await().until(() -> requests.get() >= enough);
    }

    /** Sends no more requests, and returns when all have been answered. */
    void leave() {
        threads.close();
    }

    @Override
    public void close() {
        leave();
    }

    /** Returns what is wrong with responses, or with requests that no node has answered. */
    Queue<String> failures() {
        return failures;
    }

    /** The last reader of each book that was lent. */
    Map<UUID, String> readers() {
        return new TreeMap<>(lastReaders);
    }

    /** The same as the view of a node has it. */
    Map<UUID, String> readers(HttpCalls node) {
        Map<UUID, String> readers = new TreeMap<>();
        for (UUID book : lastReaders.keySet()) {
            HttpCalls.Answer answer = node.get("/api/books/" + book + "?wait=10000&after=" + position);
            readers.put(book, answer.text("lastReader"));
        }
        return readers;
    }

    /** Sends a command, and returns its position. */
    String send(HttpCalls node, String command, UUID book, String payload) {
        HttpCalls.Answer answer = node.post("/api/commands/" + command, body(UUID.randomUUID(), book, payload));
        assertThat(answer.status()).as("%s", answer.body()).isBetween(200, 201);
        return answer.text("position");
    }

    private void repeat(IntConsumer action) {
        AtomicInteger turns = new AtomicInteger();
        threads.scheduleWithFixedDelay(
                () -> {
                    action.accept(turns.getAndIncrement());
                    requests.incrementAndGet();
                },
                0,
                PAUSE_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private void borrow(int turn) {
        UUID book = books.get(turn % books.size());
        String reader = "Reader " + turn;
        send("lend-book", book, "{\"reader\": \"%s\", \"dueOn\": \"2026-12-24\"}".formatted(reader));
        lastReaders.put(book, reader);
        send("return-book", book, "{}");
    }

    private void read(int turn) {
        UUID book = books.get(turn % books.size());
        String path = List.of(
                        "/api/books/" + book,
                        "/api/books?title.starts=Mo&sort=title.asc&count=true",
                        "/api/books?wait=10000&after=" + position)
                .get(turn % 3);
        onAnyNode(path, node -> node.get(path));
    }

    private void send(String command, UUID book, String payload) {
        String body = body(UUID.randomUUID(), book, payload);
        HttpCalls.Answer answer = onAnyNode(command, node -> node.post("/api/commands/" + command, body));
        position = answer.text("position");
    }

    private static String body(UUID command, UUID book, String payload) {
        return "{\"id\": \"%s\", \"aggregate\": {\"id\": \"%s\"}, \"payload\": %s}".formatted(command, book, payload);
    }

    private HttpCalls.Answer onAnyNode(String request, Function<HttpCalls, HttpCalls.Answer> exchange) {
        RuntimeException failure = new IllegalStateException("No node is running");
        int first = requests.get();
        for (int attempt = 0; attempt < nodes.size(); attempt++) {
            try {
                HttpCalls node = new HttpCalls(
                        nodes.get((first + attempt) % nodes.size()).port());
                HttpCalls.Answer answer = exchange.apply(node);
                if (answer.status() > 201) {
                    failures.add(request + " was answered with " + answer);
                }
                return answer;
            } catch (UncheckedIOException noResponse) {
                failure = noResponse;
            }
        }
        failures.add(request + " was not answered: " + failure);
        throw failure;
    }
}
