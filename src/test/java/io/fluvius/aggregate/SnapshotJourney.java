package io.fluvius.aggregate;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domains;
import io.fluvius.command.Command;
import io.fluvius.command.CommandResponse;
import io.fluvius.domain.AggregateRef;
import io.fluvius.environment.CapturedLog;
import io.fluvius.environment.EventsInDatabase;
import io.fluvius.environment.UsersOfANode;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.axonframework.config.Configuration;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.Repository;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Aggregates are loaded from snapshots, one every {@value #AFTER_EVENTS} events, and never from the cache. */
@EventsInDatabase("reads and removes rows of the table of snapshots")
abstract class SnapshotJourney {

    static final String OFTEN = "fluvius.snapshots.after-events=3";
    static final String NOT_IN_MEMORY = "fluvius.aggregates.cached=0";
    private static final int AFTER_EVENTS = 3;

    private static final List<String> ACTIONS = List.of("VERIFY_EMAIL", "SIGN_TERMS", "ADD_PHOTO");

    @Autowired
    private Domains domains;

    @Autowired
    private AggregateTypes types;

    @Autowired
    private Snapshots snapshots;

    @Autowired
    private BackgroundSnapshotter snapshotter;

    @Autowired
    private Configuration configuration;

    @Autowired
    private DSLContext dsl;

    private UsersOfANode users;

    @BeforeEach
    void find_users() {
        users = UsersOfANode.of(domains);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void decisions_are_the_same_with_and_without_snapshots(long seed) {
        Random random = new Random(seed);
        AggregateRef fromSnapshots = users.create();
        AggregateRef fromEvents = users.create();
        for (int number = 0; number < 40; number++) {
            String key = random(random);
            Map<String, ?> payload = payload(key, random);
            deleteSnapshots(fromEvents);

            CommandResponse one = users.run(key, payload, fromSnapshots);
            CommandResponse other = users.run(key, payload, fromEvents);

            assertThat(one.version()).as(key).isEqualTo(other.version());
            assertThat(code(one)).as(key).isEqualTo(code(other));
            if (one.isSuccess() && !key.equals("delete-user")) {
                takeSnapshot(fromSnapshots, one.version());
                assertSameFromEvents(fromSnapshots);
                takeSnapshot(fromSnapshots, one.version());
            }
        }
    }

    @Test
    void a_snapshot_is_taken_after_so_many_events() {
        AggregateRef ann = users.create();
        reconcile(ann, AFTER_EVENTS);

        await().untilAsserted(() -> assertThat(versions(ann))
                .singleElement()
                .satisfies(version -> assertThat(version).isBetween(AFTER_EVENTS - 1L, (long) AFTER_EVENTS)));
    }

    @Test
    void a_later_snapshot_replaces_an_earlier_one() {
        AggregateRef ann = users.create();
        takeSnapshot(ann, reconcile(ann, 2));
        long version = reconcile(ann, 2);
        takeSnapshot(ann, version);

        await().untilAsserted(() -> assertThat(versions(ann)).containsExactly(version));
    }

    @Test
    void a_snapshot_is_json_with_the_fields_of_the_aggregate() {
        AggregateRef ann = users.create();
        takeSnapshot(ann, users.run("lock-user", ann).version());

        Map<String, Object> row = dsl.fetchSingle(
                        "select * from snapshot_event where aggregate_identifier = ?",
                        ann.id().toString())
                .intoMap();

        assertThat(row).containsEntry("payload_type", "user").containsEntry("aggregate_type", "user");
        assertThat(row.get("payload").toString())
                .contains("\"id\":\"" + ann.id() + "\"", "\"name\":\"Ann\"", "\"locked\":true");
    }

    @Test
    void aggregates_are_loaded_from_their_snapshot() {
        AggregateRef ann = lockedOnlyInItsSnapshot();

        assertThat(code(users.run("activate-user", ann))).isEqualTo(ProblemCode.REJECTED);
    }

    @Test
    void a_snapshot_of_other_code_is_ignored() {
        AggregateRef ann = lockedOnlyInItsSnapshot();
        dsl.execute(
                "update snapshot_event set payload_revision = 'other' where aggregate_identifier = ?",
                ann.id().toString());

        assertThat(users.run("activate-user", ann).isSuccess()).isTrue();
    }

    @Test
    void a_snapshot_of_other_code_at_the_last_event_is_replaced() {
        AggregateRef ann = lockedOnlyInItsSnapshot();
        dsl.execute(
                "update snapshot_event set payload_revision = 'other' where aggregate_identifier = ?",
                ann.id().toString());

        await().untilAsserted(() -> {
            snapshotter.scheduleSnapshot(userType(), ann.id().toString());
            assertThat(dsl.fetchValues(
                            "select payload_revision from snapshot_event where aggregate_identifier = ?",
                            ann.id().toString()))
                    .singleElement()
                    .isNotEqualTo("other");
        });
    }

    @Test
    void a_snapshot_of_another_type_is_ignored() {
        AggregateRef ann = lockedOnlyInItsSnapshot();
        dsl.execute(
                "update snapshot_event set payload_type = 'com.example.User' where aggregate_identifier = ?",
                ann.id().toString());

        assertThat(users.run("activate-user", ann).isSuccess()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"id\":{}}"})
    void a_snapshot_that_cannot_be_read_is_ignored_and_replaced(String broken) {
        AggregateRef ann = lockedOnlyInItsSnapshot();
        dsl.execute(
                "update snapshot_event set payload = ? where aggregate_identifier = ?",
                broken,
                ann.id().toString());

        long version = users.run("lock-user", ann).orThrow().version();
        takeSnapshot(ann, version);

        await().untilAsserted(() -> assertThat(versions(ann)).containsExactly(version));
        assertThat(code(users.run("activate-user", ann))).isEqualTo(ProblemCode.REJECTED);
    }

    @Test
    void deleted_aggregates_stay_deleted() {
        AggregateRef ann = users.create();
        takeSnapshot(ann, reconcile(ann, 1));
        users.run("delete-user", ann).orThrow();

        assertThat(code(users.run("lock-user", ann))).isEqualTo(ProblemCode.NOT_FOUND);
        // a deleted user can still be forgotten, so it has snapshots
        snapshotter.scheduleSnapshot(userType(), ann.id().toString());
        AggregateRef next = users.create();
        takeSnapshot(next, reconcile(next, 1));
        assertThat(versions(ann)).containsExactly(2L);
        assertThat(code(users.run("lock-user", ann))).isEqualTo(ProblemCode.NOT_FOUND);
    }

    @Test
    void a_snapshot_includes_durable_events_only() {
        AggregateRef ann = users.create();
        List<Command> commands = IntStream.range(0, 100)
                .mapToObj(number -> users.command("reconcile-user", Map.of(), ann))
                .toList();

        CompletableFuture<?>[] running = commands.stream()
                .map(command -> users.users().processCommand(command))
                .toArray(CompletableFuture[]::new);
        CompletableFuture<Void> all = CompletableFuture.allOf(running);
        do {
            assertThat(dsl.fetch("select s.* from snapshot_event s where not exists (select 1 from domain_event e"
                            + " where e.aggregate_identifier = s.aggregate_identifier"
                            + " and e.sequence_number = s.sequence_number)"))
                    .isEmpty();
        } while (!all.isDone());
        assertThat(users.run("reconcile-user", ann).version()).isEqualTo(101);
    }

    @Test
    void commands_succeed_when_snapshots_cannot_be_stored() {
        AggregateRef ann = users.create();
        await().ignoreExceptions().until(this::refuseSnapshots);
        try (CapturedLog log = new CapturedLog(BackgroundSnapshotter.class)) {
            assertThat(reconcile(ann, 3 * AFTER_EVENTS)).isEqualTo(3 * AFTER_EVENTS);
            await().until(() -> !log.messages().isEmpty());
            assertThat(log.messages()).noneMatch(message -> message.contains("Ann") || message.contains("@"));
        } finally {
            dsl.execute("alter table snapshot_event drop constraint refused");
        }
        takeSnapshot(ann, reconcile(ann, AFTER_EVENTS));
    }

    /** An aggregate whose snapshot differs from its events, so that decisions show which of them was read. */
    private AggregateRef lockedOnlyInItsSnapshot() {
        AggregateRef ann = users.create();
        long version = users.run("deactivate-user", ann).orThrow().version();
        takeSnapshot(ann, version);
        dsl.execute(
                "update snapshot_event set payload = replace(payload, '\"locked\":false', '\"locked\":true')"
                        + " where aggregate_identifier = ?",
                ann.id().toString());
        return ann;
    }

    /** Fails while snapshots are still being created. */
    private boolean refuseSnapshots() {
        dsl.execute("delete from snapshot_event");
        dsl.execute("alter table snapshot_event add constraint refused check (sequence_number < 0)");
        return true;
    }

    private long reconcile(AggregateRef user, int times) {
        long version = 0;
        for (int time = 0; time < times; time++) {
            version = users.run("reconcile-user", user).orThrow().version();
        }
        return version;
    }

    /** An aggregate with a single event gets no snapshot, because that would save nothing. */
    private void takeSnapshot(AggregateRef user, long version) {
        if (version > 0) {
            await().pollInterval(2, MILLISECONDS).until(() -> {
                snapshotter.scheduleSnapshot(userType(), user.id().toString());
                return versions(user).contains(version);
            });
        }
    }

    private void assertSameFromEvents(AggregateRef user) {
        String fromSnapshot = state(user);
        deleteSnapshots(user);
        assertThat(fromSnapshot).isEqualTo(state(user));
    }

    private String state(AggregateRef user) {
        UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(null);
        try {
            Repository<?> repository = configuration.repository(userType());
            return repository
                    .load(user.id().toString())
                    .invoke(root ->
                            snapshots.serializer().serialize(root, String.class).getData());
        } finally {
            work.rollback();
        }
    }

    private Class<?> userType() {
        return types.byName("user").orElseThrow();
    }

    private List<Long> versions(AggregateRef user) {
        return dsl.fetch(
                        "select sequence_number from snapshot_event where aggregate_identifier = ?",
                        user.id().toString())
                .getValues(0, Long.class);
    }

    private void deleteSnapshots(AggregateRef user) {
        dsl.execute(
                "delete from snapshot_event where aggregate_identifier = ?",
                user.id().toString());
    }

    private static ProblemCode code(CommandResponse response) {
        Problem error = response.error();
        return error == null ? null : error.code();
    }

    private static String random(Random random) {
        List<String> keys = List.of(
                "update-user",
                "update-user",
                "activate-user",
                "deactivate-user",
                "lock-user",
                "unlock-user",
                "execute-user-action",
                "execute-user-action",
                "complete-user-action",
                "enable-totp",
                "remove-totp",
                "reconcile-user");
        return random.nextInt(60) == 0 ? "delete-user" : keys.get(random.nextInt(keys.size()));
    }

    private static Map<String, ?> payload(String key, Random random) {
        return switch (key) {
            case "update-user" -> Map.of("name", "Ann " + random.nextInt(3));
            case "execute-user-action" -> Map.of("actions", List.of(ACTIONS.get(random.nextInt(ACTIONS.size()))));
            case "complete-user-action" -> Map.of("action", ACTIONS.get(random.nextInt(ACTIONS.size())));
            default -> Map.of();
        };
    }
}
