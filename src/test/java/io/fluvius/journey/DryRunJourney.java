package io.fluvius.journey;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domain;
import io.fluvius.Domains;
import io.fluvius.command.Command;
import io.fluvius.command.CommandResponse;
import io.fluvius.command.DryRun;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Position;
import io.fluvius.problem.ProblemCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A dry run says what the command does then, and leaves no trace. */
abstract class DryRunJourney {

    @Autowired
    private Domains domains;

    @Autowired
    private EventStore eventStore;

    @Autowired
    private DSLContext database;

    @Autowired
    private MeterRegistry meters;

    private final String email = "dry-" + UUID.randomUUID() + "@example.com";
    private Domain users;
    private Domain groups;

    @BeforeEach
    void findDomains() {
        users = domains.named("user");
        groups = domains.named("group");
    }

    @Test
    void every_command_on_users_does_what_its_dry_run_says() {
        AggregateRef john = AggregateRef.of("user", UUID.randomUUID());

        assertForetold(user("create-user", Map.of("name", "John", "email", email), john), 0, 1);
        assertForetold(user("update-user", Map.of("name", "Jo", "email", "jo-" + email), john), 2, 2);
        assertForetold(user("deactivate-user", Map.of("reason", "left"), john), 3, 1);
        assertForetold(user("activate-user", Map.of(), john), 4, 1);
        assertForetold(user("lock-user", Map.of(), john), 5, 1);
        assertForetold(user("unlock-user", Map.of(), john), 6, 1);
        assertForetold(user("execute-user-action", Map.of("actions", List.of("VERIFY_EMAIL")), john), 7, 1);
        assertForetold(user("complete-user-action", Map.of("action", "VERIFY_EMAIL"), john), 8, 1);
        assertForetold(user("enable-totp", Map.of(), john), 9, 1);
        assertForetold(user("remove-totp", Map.of(), john), 10, 1);
        assertForetold(user("reconcile-user", Map.of(), john), 11, 1);
        assertForetold(user("delete-user", Map.of("reason", "left"), john), 12, 1);
    }

    @Test
    void every_command_on_groups_does_what_its_dry_run_says() {
        UUID member = UUID.randomUUID();
        AggregateRef group = AggregateRef.of("group", UUID.randomUUID());

        assertForetold(group("create-group", Map.of("name", email), group), 0, 1);
        assertForetold(group("update-group", Map.of("name", "new-" + email, "description", "New"), group), 2, 2);
        assertForetold(group("add-members", Map.of("users", List.of(member)), group), 3, 1);
        assertForetold(group("remove-members", Map.of("users", List.of(member)), group), 4, 1);
        assertForetold(group("delete-group", Map.of(), group), 5, 1);
    }

    @Test
    void quiet_commands_have_no_events() {
        AggregateRef john = john();

        assertForetold(user("activate-user", Map.of(), john), 0, 0);
        assertForetold(user("unlock-user", Map.of(), john), 0, 0);
        assertForetold(user("update-user", Map.of("name", " John ", "email", email.toUpperCase()), john), 0, 0);
    }

    @Test
    void a_generated_id_is_not_that_of_the_command_that_runs_later() {
        Command creation = users.createCommand("create-user", Map.of("name", "John", "email", email));

        assertForetold(creation, 0, 1);
    }

    @Test
    void a_command_that_fails_has_the_same_problem() {
        AggregateRef john = john();
        AggregateRef locked = done(create("locked-" + email)).aggregate();
        AggregateRef deleted = done(create("deleted-" + email)).aggregate();
        AggregateRef unknown = AggregateRef.of("user", UUID.randomUUID());
        done(user("lock-user", Map.of(), locked));
        done(user("delete-user", Map.of(), deleted));

        assertFails(user("activate-user", Map.of(), locked), ProblemCode.REJECTED);
        assertFails(user("complete-user-action", Map.of("action", "NONE"), john), ProblemCode.REJECTED);
        assertFails(create(email), ProblemCode.UNIQUE_VALUE_TAKEN);
        assertFails(user("update-user", Map.of("name", "J", "email", email), locked), ProblemCode.UNIQUE_VALUE_TAKEN);
        assertFails(user("create-user", Map.of("name", "J", "email", "j-" + email), john), ProblemCode.ALREADY_EXISTS);
        assertFails(user("create-user", Map.of("name", "J", "email", email), john), ProblemCode.ALREADY_EXISTS);
        assertFails(
                user("create-user", Map.of("name", "J", "email", "d-" + email), deleted), ProblemCode.ALREADY_EXISTS);
        assertFails(user("lock-user", Map.of(), unknown), ProblemCode.NOT_FOUND);
        assertFails(user("lock-user", Map.of(), deleted), ProblemCode.NOT_FOUND);
        assertFails(group("delete-group", Map.of(), AggregateRef.of("group", john.id())), ProblemCode.NOT_FOUND);
        assertFails(user("lock-user", Map.of(), john).onVersion(1), ProblemCode.VERSION_MISMATCH);
        assertForetold(user("lock-user", Map.of(), john).onVersion(0), 1, 1);
    }

    @Test
    void an_address_is_free_for_its_owner_and_after_it_was_released() {
        AggregateRef john = john();
        assertForetold(user("update-user", Map.of("email", "jo-" + email), john), 1, 1);
        assertForetold(user("update-user", Map.of("email", email), john), 2, 1);
        assertForetold(user("delete-user", Map.of(), john), 3, 1);
        assertForetold(create(email), 0, 1);
    }

    @Test
    void a_command_that_ran_already_is_repeated() {
        AggregateRef john = john();
        Command lock = user("lock-user", Map.of(), john);
        Command rejected = user("activate-user", Map.of(), john);
        Command quiet = user("remove-totp", Map.of(), john);
        for (Command command : List.of(lock, rejected, quiet)) {
            users.processCommand(command).join();
            CommandResponse repeated = users.processCommand(command).join();

            assertThat(repeated.replayed()).isTrue();
            assertThat(dry(command)).isEqualTo(new DryRun(repeated, List.of()));
        }
        assertThat(dry(user("unlock-user", Map.of(), john).withId(lock.id())).response())
                .satisfies(reused -> assertThat(reused.error().code()).isEqualTo(ProblemCode.COMMAND_ID_REUSED));
    }

    @Test
    void nothing_counts_a_dry_run_as_a_command() {
        AggregateRef john = john();
        long before = handled();

        for (int time = 0; time < 20; time++) {
            dry(user("reconcile-user", Map.of(), john));
            dry(user("reconcile-user", Map.of(), AggregateRef.of("user", UUID.randomUUID())));
        }

        assertThat(handled()).isEqualTo(before);
    }

    @Test
    void a_thousand_dry_runs_beside_commands_on_one_user_change_nothing() {
        AggregateRef john = john();
        Command rename = user("update-user", Map.of("name", "Dry", "email", "dry-" + email), john);

        List<CompletableFuture<DryRun>> dry = IntStream.range(0, 1_000)
                .mapToObj(number -> users.commandProcessor().dryRun(number % 2 == 0 ? rename : delete(john)))
                .toList();
        List<CompletableFuture<CommandResponse>> real = IntStream.range(0, 50)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> users.executeCommand(user("update-user", Map.of("name", "Name " + number), john))))
                .toList();

        assertThat(dry).allSatisfy(result -> {
            DryRun each = result.orTimeout(60, SECONDS).join();
            assertThat(each.response().isSuccess()).isTrue();
            assertThat(each.response().version()).isBetween(1L, 52L);
        });
        assertThat(real)
                .extracting(response -> response.orTimeout(60, SECONDS).join().version())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 50).boxed().toList());
        assertThat(events(john)).hasSize(51);
        assertForetold(rename, 52, 2);
    }

    private Command delete(AggregateRef user) {
        return user("delete-user", Map.of(), user);
    }

    private void assertFails(Command command, ProblemCode code) {
        CommandResponse foretold = assertUnchanged(() -> dry(command)).response();

        assertThat(foretold.error()).isNotNull();
        assertThat(foretold.error().code()).isEqualTo(code);
        assertThat(users.processCommand(command).orTimeout(60, SECONDS).join()).isEqualTo(foretold);
    }

    private void assertForetold(Command command, long version, int events) {
        DryRun foretold = assertUnchanged(() -> dry(command));
        CommandResponse done = done(command);

        assertThat(foretold.response().version()).isEqualTo(version);
        assertThat(foretold.response().position()).isNull();
        assertThat(foretold.response())
                .usingRecursiveComparison()
                .ignoringFields("position")
                .isEqualTo(done);
        assertThat(foretold.events()).hasSize(events);
        List<Object> appended = events(command.aggregate()).subList((int) version + 1 - events, (int) version + 1);
        assertThat(foretold.events()).extracting(event -> (Object) event.data()).isEqualTo(appended);
    }

    /** What processors do meanwhile because of earlier events is not the dry run's doing, so it may be repeated. */
    private DryRun assertUnchanged(Supplier<DryRun> action) {
        return await().until(
                        () -> {
                            Map<String, Integer> before = rows();
                            Position head = head();
                            DryRun result = action.get();
                            return before.equals(rows()) && head.equals(head()) ? result : null;
                        },
                        result -> result != null);
    }

    private Map<String, Integer> rows() {
        Map<String, Integer> rows = new TreeMap<>();
        for (Table<?> table : database.meta().getTables()) {
            String schema = String.valueOf(table.getSchema()).replace("\"", "");
            if (schema.equalsIgnoreCase("public") && !table.getName().startsWith("pg_")) {
                rows.put(table.getName(), database.fetchCount(DSL.table(table.getQualifiedName())));
            }
        }
        assertThat(rows).isNotEmpty();
        return rows;
    }

    private Position head() {
        return Position.of(eventStore.createHeadToken());
    }

    private long handled() {
        return meters.find("fluvius.commands").tag("command", "reconcile-user").timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private List<Object> events(AggregateRef aggregate) {
        return eventStore
                .readEvents(aggregate.id().toString(), 0)
                .asStream()
                .<Object>map(event -> event.getPayload())
                .toList();
    }

    private AggregateRef john() {
        return done(create(email)).aggregate();
    }

    private Command create(String address) {
        return user(
                "create-user", Map.of("name", "John", "email", address), AggregateRef.of("user", UUID.randomUUID()));
    }

    private Command user(String key, Object payload, AggregateRef aggregate) {
        return users.createCommand(key, payload, aggregate);
    }

    private Command group(String key, Object payload, AggregateRef aggregate) {
        return groups.createCommand(key, payload, aggregate);
    }

    private DryRun dry(Command command) {
        return users.dryRunCommand(command);
    }

    private CommandResponse done(Command command) {
        return users.processCommand(command).orTimeout(60, SECONDS).join().orThrow();
    }
}
