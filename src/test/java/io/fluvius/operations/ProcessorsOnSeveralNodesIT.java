package io.fluvius.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domains;
import io.fluvius.FluviusApplication;
import io.fluvius.domain.AggregateRef;
import io.fluvius.environment.TestDatabases;
import io.fluvius.environment.UsersOfANode;
import io.fluvius.operations.ProcessorStatus.Segment;
import io.fluvius.problem.ProblemException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Two nodes on one PostgreSQL: their segments, and operations that one node receives and the other executes. */
class ProcessorsOnSeveralNodesIT {

    private static final String VIEW = "user-directory";
    private static final String[] DATABASE = TestDatabases.freshPostgres();
    private static ConfigurableApplicationContext one;
    private static ConfigurableApplicationContext other;

    @BeforeAll
    static void two_nodes() {
        one = start("one");
        UsersOfANode.of(one.getBean(Domains.class)).create();
        other = start("other");
    }

    @AfterAll
    static void no_node() {
        other.close();
        one.close();
    }

    @Test
    void segments_are_balanced_and_changed_by_the_node_that_processes_them() {
        patiently().untilAsserted(() -> assertThat(owners(one)).isEqualTo(Map.of("one", 2L, "other", 2L)));

        for (String owner : List.of("one", "other")) {
            patiently().untilAsserted(() -> split(one, segmentOf(owner)));
        }
        patiently().untilAsserted(() -> assertThat(owners(other)).isEqualTo(Map.of("one", 3L, "other", 3L)));

        while (segments(one).size() > 4) {
            patiently().untilAsserted(() -> merge(other, smallest()));
        }
        patiently().untilAsserted(() -> assertThat(owners(one)).isEqualTo(Map.of("one", 2L, "other", 2L)));

        patiently().untilAsserted(() -> other.getBean(Processors.class).release(VIEW, segmentOf("one")));
        patiently().untilAsserted(() -> assertThat(owners(one)).isEqualTo(Map.of("one", 2L, "other", 2L)));
    }

    @Test
    void a_processor_is_stopped_on_all_nodes_also_on_one_that_starts_later() {
        patiently().untilAsserted(() -> assertThat(owners(one)).hasSize(2));

        ProcessorStatus stopped = other.getBean(Processors.class).stop(VIEW);

        assertThat(stopped.running()).isFalse();
        assertThat(owners(one)).isEmpty();
        try (ConfigurableApplicationContext third = start("third")) {
            assertThat(third.getBean(Processors.class).get(VIEW).stopped()).isTrue();
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> owners(third).isEmpty());
        }

        one.getBean(Processors.class).start(VIEW);

        patiently().untilAsserted(() -> assertThat(owners(one)).hasSize(2));
    }

    @Test
    void an_event_that_both_nodes_retry_is_handled_once() {
        String poison = "Poison " + UUID.randomUUID();
        Stream.of(one, other)
                .forEach(node -> node.getBean(Troubles.Names.class).refused.add(poison));
        UsersOfANode users = UsersOfANode.of(one.getBean(Domains.class));
        AggregateRef john = users.create();
        List<String> names = Stream.concat(
                        Stream.of(poison), IntStream.range(0, 20).mapToObj(number -> "Number " + number))
                .toList();
        names.forEach(
                name -> users.run("update-user", Map.of("name", name), john).orThrow());
        patiently()
                .untilAsserted(() -> assertThat(letters())
                        .singleElement()
                        .satisfies(letter -> assertThat(letter.waiting()).isEqualTo(20)));
        String letter = letters().getFirst().id();

        List<RetryResult> failed = onBothNodes(office -> IntStream.range(0, 5).mapToObj(tries -> office.retry(letter)));

        assertThat(failed).hasSize(10).allMatch(result -> result.handled() == 0 && result.remaining() == 1);
        assertThat(office(one).get(letter).attempts())
                .extracting(DeadLetterDetails.Attempt::number)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 11).boxed().toList());

        Stream.of(one, other)
                .forEach(node -> node.getBean(Troubles.Names.class).refused.clear());
        List<RetryResult> retried = onBothNodes(office -> Stream.of(office.retryAll(Troubles.READ_MODEL)));

        assertThat(retried).extracting(RetryResult::remaining).containsOnly(0);
        // the events behind the first one may be retried by themselves meanwhile
        assertThat(retried.stream().mapToInt(RetryResult::handled).sum()).isBetween(1, 21);
        patiently().untilAsserted(() -> assertThat(letters()).isEmpty());
        assertThat(Stream.of(one, other).flatMap(node -> handled(node, john, names)))
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(List.of(one, other))
                .allSatisfy(node -> assertThat(handled(node, john, names))
                        .isSortedAccordingTo(Comparator.comparing(names::indexOf)));
    }

    private static DeadLetterOffice office(ConfigurableApplicationContext node) {
        return node.getBean(DeadLetterOffice.class);
    }

    private static List<DeadLetter> letters() {
        return office(one)
                .find(new DeadLetterOffice.Filter(Troubles.READ_MODEL, null, null), 10, null)
                .data();
    }

    private static List<RetryResult> onBothNodes(Function<DeadLetterOffice, Stream<RetryResult>> retries) {
        return Stream.of(one, other)
                .map(node -> CompletableFuture.supplyAsync(
                        () -> retries.apply(office(node)).toList()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .flatMap(List::stream)
                .toList();
    }

    /** The names of a user that a node has handled, of those that are given. */
    private static Stream<String> handled(ConfigurableApplicationContext node, AggregateRef user, List<String> names) {
        return node.getBean(Troubles.Names.class).handled.getOrDefault(user.id(), List.of()).stream()
                .filter(names::contains);
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60)).ignoreExceptionsInstanceOf(ProblemException.class);
    }

    private static void split(ConfigurableApplicationContext node, int segment) {
        int before = segments(node).size();
        assertThat(node.getBean(Processors.class).split(VIEW, segment).segments())
                .hasSize(before + 1);
    }

    private static void merge(ConfigurableApplicationContext node, int segment) {
        int before = segments(node).size();
        assertThat(node.getBean(Processors.class).merge(VIEW, segment).segments())
                .hasSize(before - 1);
    }

    private static int segmentOf(String owner) {
        return segments(one).stream()
                .filter(segment -> owner.equals(segment.node()))
                .findFirst()
                .map(Segment::id)
                .orElseThrow();
    }

    private static int smallest() {
        return segments(one).stream()
                .max(Comparator.comparing(Segment::mask))
                .orElseThrow()
                .id();
    }

    private static Map<String, Long> owners(ConfigurableApplicationContext node) {
        return segments(node).stream()
                .map(Segment::node)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(owner -> owner, Collectors.counting()));
    }

    private static List<Segment> segments(ConfigurableApplicationContext node) {
        return node.getBean(Processors.class).get(VIEW).segments();
    }

    private static ConfigurableApplicationContext start(String name) {
        return new SpringApplicationBuilder(FluviusApplication.class, Troubles.Names.class)
                .profiles("postgres")
                .run(Stream.concat(
                                Stream.of(
                                        "server.port=0",
                                        "fluvius.node.node-id=" + name,
                                        "fluvius.data-dir=" + TestDatabases.temporaryFolder()),
                                Stream.of(DATABASE))
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new));
    }
}
