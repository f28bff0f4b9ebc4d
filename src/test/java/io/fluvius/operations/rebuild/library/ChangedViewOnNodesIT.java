package io.fluvius.operations.rebuild.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.FluviusProcess;
import io.fluvius.environment.HttpCalls;
import io.fluvius.environment.LongRunning;
import io.fluvius.environment.TestDatabases;
import io.fluvius.library.LibraryDomain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * The procedure of docs/how-to/change-a-view-without-downtime.md with two processes on one PostgreSQL, which are restarted one
 * after the other as a later version, whose class path contains the migration.
 */
@LongRunning
class ChangedViewOnNodesIT {

    private static final String CATALOGUE = "/api/operations/processors/book-catalogue";
    private static final String REBUILD = "/api/operations/views/books/rebuild";
    private static final String MIGRATION = "db/migration/book/V2__last_reader.sql";

    private final List<FluviusProcess> nodes = new CopyOnWriteArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private final Path later = TestDatabases.temporaryFolder();
    private final Path logs = TestDatabases.temporaryFolder();

    /** The version before the change. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(LibraryDomain.class)
    public static class Earlier {
        public static void main(String[] arguments) {
            SpringApplication.run(Earlier.class, arguments);
        }
    }

    /** The version with the changed view. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(ChangedLibraryDomain.class)
    public static class Later {
        public static void main(String[] arguments) {
            SpringApplication.run(Later.class, arguments);
        }
    }

    @BeforeEach
    void start() throws IOException {
        Stream.of(TestDatabases.freshPostgres())
                .map(setting -> setting.split("=", 2))
                .forEach(setting -> settings.put(setting[0], setting[1]));
        settings.put("spring.profiles.active", "postgres");
        // a machine that starts a process handles requests slowly
        settings.put("fluvius.append.timeout", "15s");
        Files.createDirectories(later.resolve(MIGRATION).getParent());
        Files.copy(ChangedViewIT.MIGRATION, later.resolve(MIGRATION));
        nodes.addAll(IntStream.range(0, 2)
                .mapToObj(node -> CompletableFuture.supplyAsync(() -> process("earlier-" + node, Earlier.class)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList());
    }

    @AfterEach
    void stop() {
        nodes.forEach(FluviusProcess::close);
    }

    @Test
    void the_nodes_are_restarted_one_after_the_other_and_no_request_fails() throws Exception {
        try (LibraryVisitors visitors = new LibraryVisitors(nodes)) {
            visitors.awaitRequests(100);
            restart(0, "later-0");
            await().until(() -> http(0).get(REBUILD).text("phase").equals("swapped"));

            assertThat(http(0).get(REBUILD).body().path("changed").booleanValue())
                    .isTrue();
            await().untilAsserted(() -> assertThat(owners(1)).containsExactly("later-0"));
            UUID momo = UUID.randomUUID();
            visitors.send(http(1), "add-book", momo, LibraryVisitors.MOMO);
            String position =
                    visitors.send(http(1), "lend-book", momo, "{\"reader\": \"Ann\", \"dueOn\": \"2026-12-24\"}");
            assertReader(1, momo, position, "reader");
            assertReader(0, momo, position, "lastReader");
            assertThat(http(1).get("/api/books/" + momo).body().has("lastReader"))
                    .isFalse();
            visitors.awaitRequests(100);
            assertThat(owners(1)).containsExactly("later-0");

            restart(1, "later-1");
            await().untilAsserted(() -> assertThat(owners(1)).isEqualTo(Set.of("later-0", "later-1")));
            visitors.awaitRequests(100);
            visitors.leave();

            assertThat(visitors.failures()).isEmpty();
            for (int node = 0; node < nodes.size(); node++) {
                assertThat(visitors.readers(http(node))).isEqualTo(visitors.readers());
            }
        }
    }

    private void assertReader(int node, UUID book, String position, String field) {
        HttpCalls.Answer answer = http(node).get("/api/books/" + book + "?wait=10000&after=" + position);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(answer.text(field)).isEqualTo("Ann");
    }

    /** The nodes that process the segments of the view, as a node reports them; "none" for a segment without one. */
    private Set<String> owners(int node) {
        return Set.copyOf(http(node)
                .get(CATALOGUE)
                .body()
                .path("segments")
                .valueStream()
                .map(segment -> segment.path("node").asString("none"))
                .toList());
    }

    private void restart(int node, String name) {
        nodes.get(node).stop();
        nodes.set(node, process(name, Later.class, later));
    }

    private FluviusProcess process(String name, Class<?> application, Path... resources) {
        Map<String, String> ofNode = new HashMap<>(settings);
        ofNode.put("fluvius.node.node-id", name);
        ofNode.put("fluvius.data-dir", TestDatabases.temporaryFolder().toString());
        try {
            return FluviusProcess.start(application, ofNode, logs.resolve(name), resources);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private HttpCalls http(int node) {
        return new HttpCalls(nodes.get(node).port());
    }
}
