package io.fluvius.aggregate;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domains;
import io.fluvius.command.Command;
import io.fluvius.command.CommandResponse;
import io.fluvius.domain.AggregateRef;
import io.fluvius.environment.AppendOnlyEvents;
import io.fluvius.environment.EventsInDatabase;
import io.fluvius.environment.UsersOfANode;
import io.fluvius.problem.ProblemCode;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserEvent.UserRenamed;
import io.fluvius.user.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.axonframework.config.Configuration;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.Repository;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The state of aggregates stays in memory between commands. Decisions are the same, with fewer reads. */
@EventsInDatabase("changes stored events, and reads the table of snapshots")
abstract class AggregatesInMemoryJourney {

    static final String FEW = "fluvius.aggregates.cached=4";
    static final String SNAPSHOTS = "fluvius.snapshots.after-events=10";

    @Autowired
    private Domains domains;

    @Autowired
    private AggregateTypes types;

    @Autowired
    private Configuration configuration;

    @Autowired
    private DSLContext dsl;

    private UsersOfANode users;

    @BeforeEach
    void find_users() {
        users = UsersOfANode.of(domains);
    }

    @Test
    void cached_aggregates_are_not_read_again() {
        AggregateRef ann = users.create();
        makeUnreadable(ann);

        assertThat(users.run("lock-user", ann).orThrow().version()).isEqualTo(1);
        assertThat(users.run("unlock-user", ann).orThrow().version()).isEqualTo(2);
    }

    @Test
    void an_aggregate_that_rejected_a_command_is_not_read_again() {
        AggregateRef ann = users.create();
        makeUnreadable(ann);

        CommandResponse rejected =
                users.run(users.command("lock-user", Map.of(), ann).onVersion(7));

        assertThat(rejected.error().code()).isEqualTo(ProblemCode.VERSION_MISMATCH);
        assertThat(users.run("lock-user", ann).orThrow().version()).isEqualTo(1);
    }

    @Test
    void evicted_aggregates_are_read() {
        List<AggregateRef> all =
                IntStream.range(0, 12).mapToObj(number -> users.create()).toList();
        all.forEach(this::makeUnreadable);

        assertThat(all.stream().filter(each -> users.run("lock-user", each).isSuccess()))
                .hasSizeBetween(1, 4);
    }

    @Test
    void decisions_on_more_aggregates_than_fit_are_correct() {
        List<AggregateRef> all =
                IntStream.range(0, 12).mapToObj(number -> users.create()).toList();
        for (int round = 1; round <= 5; round++) {
            for (AggregateRef each : all) {
                assertThat(users.run("reconcile-user", each).version()).isEqualTo(round);
            }
        }
    }

    @Test
    void a_rejected_decision_is_not_cached() {
        AggregateRef ann = users.create();
        String taken = UsersOfANode.freshEmail();
        users.run("update-user", Map.of("email", taken), users.create()).orThrow();

        CommandResponse refused = users.run("update-user", Map.of("name", "Bea", "email", taken), ann);
        CommandResponse renamed = users.run("update-user", Map.of("name", "Bea"), ann);

        assertThat(refused.error().code()).isEqualTo(ProblemCode.UNIQUE_VALUE_TAKEN);
        assertThat(renamed.version()).as("the name was not Bea yet").isEqualTo(1);
    }

    @Test
    void a_decision_that_was_not_stored_is_not_cached() {
        AggregateRef ann = users.create();
        Command lock = users.command("lock-user", Map.of(), ann);
        users.run(lock).orThrow();
        users.run("unlock-user", ann).orThrow();

        // decided again, but not stored because of its receipt
        assertThat(users.run(lock).replayed()).isTrue();
        assertThat(users.run("lock-user", ann).version())
                .as("the user was not locked")
                .isEqualTo(3);
    }

    @Test
    void a_nested_unit_of_work_that_is_rolled_back_is_not_cached() {
        AggregateRef ann = users.create();
        Repository<?> repository = configuration.repository(types.byName("user").orElseThrow());
        UnitOfWork<?> outer = DefaultUnitOfWork.startAndGet(null);
        repository.load(ann.id().toString());
        UnitOfWork<?> nested = DefaultUnitOfWork.startAndGet(null);
        repository
                .load(ann.id().toString())
                .execute(
                        root -> AggregateLifecycle.apply(new UserRenamed(new UserId(ann.id()), new PersonName("Bea"))));
        nested.rollback();
        outer.commit();

        assertThat(users.run("update-user", Map.of("name", "Bea"), ann).version())
                .as("the name was not Bea yet")
                .isEqualTo(1);
    }

    @Test
    void a_unit_of_work_has_an_aggregate_for_itself() {
        AggregateRef ann = users.create();
        Repository<?> repository = configuration.repository(types.byName("user").orElseThrow());
        UnitOfWork<?> work = DefaultUnitOfWork.startAndGet(null);
        repository.load(ann.id().toString());

        CompletableFuture<CommandResponse> waiting =
                users.users().processCommand(users.command("lock-user", Map.of(), ann));
        work.rollback();

        assertThat(waiting.join().version()).isEqualTo(1);
    }

    @Test
    void deleted_aggregates_stay_deleted() {
        AggregateRef ann = users.create();
        users.run("delete-user", ann).orThrow();

        for (int time = 0; time < 3; time++) {
            assertThat(users.run("lock-user", ann).error().code()).isEqualTo(ProblemCode.NOT_FOUND);
        }
    }

    @Test
    void cached_aggregates_get_snapshots() {
        AggregateRef ann = users.create();
        for (int event = 1; event <= 25; event++) {
            users.run("reconcile-user", ann).orThrow();
        }

        await().until(
                        () -> dsl.fetch(
                                        "select sequence_number from snapshot_event where aggregate_identifier = ?",
                                        ann.id().toString())
                                .getValues(0, Long.class),
                        versions -> versions.stream().anyMatch(version -> version >= 19));
    }

    @Test
    void concurrent_commands_are_decided_one_after_the_other() throws Exception {
        List<AggregateRef> all =
                IntStream.range(0, 8).mapToObj(number -> users.create()).toList();
        List<CompletableFuture<CommandResponse>> running = new ArrayList<>();
        for (int number = 0; number < 400; number++) {
            running.add(users.users().processCommand(users.command("reconcile-user", Map.of(), all.get(number % 8))));
        }
        for (CompletableFuture<CommandResponse> each : running) {
            assertThat(each.get(60, SECONDS).isSuccess()).isTrue();
        }

        assertThat(all)
                .allSatisfy(each ->
                        assertThat(users.run("reconcile-user", each).version()).isEqualTo(51));
    }

    /** From now on, reading the first event of the aggregate fails. */
    private void makeUnreadable(AggregateRef user) {
        assertThat(AppendOnlyEvents.tamper(
                        dsl,
                        "update domain_event set payload = '{' where aggregate_identifier = ? and sequence_number = 0",
                        user.id().toString()))
                .isEqualTo(1);
    }
}
