package io.fluvius.projection;

import static io.fluvius.user.Users.MONDAY;
import static io.fluvius.user.Users.TUESDAY;
import static io.fluvius.user.Users.WEDNESDAY;
import static io.fluvius.user.Users.john;
import static io.fluvius.user.Users.newUserId;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.view.ReadModelContract;
import io.fluvius.environment.KnownFailures;
import io.fluvius.projection.sql.ViewTable;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserId;
import io.fluvius.user.UserView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.messaging.MetaData;
import org.jooq.DSLContext;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a read model in a database does beyond the contract: batches in one transaction, few statements, dead letters. */
abstract class JdbcReadModelContract extends ReadModelContract {

    private static final ViewTable<UserView> TABLE = new ViewTable<>(USERS);

    private final InMemoryDeadLetters deadLetters = new InMemoryDeadLetters();
    private final StatementCounter statements = new StatementCounter();

    @Autowired
    private DSLContext database;

    @Autowired
    private PlatformTransactionManager transactions;

    @Override
    protected List<Change> batch(List<Change> events) {
        Map<String, Change> byIdentifier = new HashMap<>();
        int before = deadLetters.failed.size();
        transaction().executeWithoutResult(status -> write(events, byIdentifier));
        return deadLetters.failed.subList(before, deadLetters.failed.size()).stream()
                .map(event -> byIdentifier.get(event.getIdentifier()))
                .toList();
    }

    @Override
    protected Optional<UserView> row(UserId user) {
        return TABLE
                .rows(database.select(TABLE.selected())
                        .from(TABLE.table())
                        .where(TABLE.id().eq(user.value())))
                .stream()
                .findFirst();
    }

    @Test
    void a_batch_of_new_rows_takes_one_statement_to_look_for_deleted_rows_and_one_to_insert() {
        List<UserId> users = Stream.generate(() -> newUserId()).limit(20).toList();
        List<Change> events = new ArrayList<>();
        for (long version = 0; version < 5; version++) {
            for (UserId user : users) {
                events.add(version == 0 ? added(user) : renaming(user, version));
            }
        }

        assertThat(batch(events)).isEmpty();

        assertThat(statements.reads).isOne();
        assertThat(statements.rowsWritten).containsExactly(20);
        assertThat(users).allSatisfy(user -> assertThat(name(user)).isEqualTo("name 4"));
    }

    @Test
    void a_batch_reads_and_writes_each_row_once() {
        List<UserId> users = Stream.generate(() -> newUserId()).limit(20).toList();
        batch(users.stream().map(JdbcReadModelContract::added).toList());
        statements.reset();
        List<Change> events = new ArrayList<>();
        for (long version = 1; version < 5; version++) {
            for (UserId user : users) {
                events.add(renaming(user, version));
            }
        }

        assertThat(batch(events)).isEmpty();

        assertThat(statements.reads).isEqualTo(1);
        assertThat(statements.rowsWritten).containsExactly(20);
        assertThat(users).allSatisfy(user -> assertThat(name(user)).isEqualTo("name 4"));
    }

    @Test
    void a_batch_takes_two_statements_to_read_and_one_each_to_insert_update_delete_and_record_deletions() {
        UserId changed = newUserId();
        UserId deleted = newUserId();
        UserId added = newUserId();
        batch(List.of(added(changed), added(deleted)));
        statements.reset();

        assertThat(batch(List.of(
                        renaming(changed, 1),
                        new Change(deleted, 1, TUESDAY, users -> users.delete(deleted.value())),
                        added(added),
                        renaming(changed, 2))))
                .isEmpty();

        assertThat(statements.reads).isEqualTo(2);
        assertThat(statements.rowsWritten).containsExactly(1, 1, 1, 1);
        assertThat(name(changed)).isEqualTo("name 2");
        assertThat(row(deleted)).isEmpty();
        assertThat(row(added)).isPresent();
    }

    @Test
    void of_a_row_inserted_and_deleted_in_one_batch_only_the_deletion_is_recorded() {
        assertThat(batch(List.of(added(id), on(1, TUESDAY, users -> users.delete(id.value())))))
                .isEmpty();

        assertThat(statements.rowsWritten).containsExactly(1);
        assertThat(batch(List.of(added(id)))).isEmpty();
        assertThat(row(id)).isEmpty();
    }

    @Test
    void events_that_are_delivered_again_do_not_bring_a_deleted_row_back() {
        Change deletion = on(2, TUESDAY, users -> users.delete(id.value()));
        List<Change> events = List.of(added(id), renaming(id, 1), deletion);
        events.forEach(event -> assertThat(batch(List.of(event))).isEmpty());

        for (Change event : events) {
            assertThat(batch(List.of(event))).isEmpty();
            assertThat(row(id)).isEmpty();
        }
        assertThat(batch(events)).isEmpty();
        assertThat(row(id)).isEmpty();
    }

    @Test
    void a_batch_that_delivers_the_insertion_again_before_the_deletion_deletes_the_row() {
        batch(List.of(added(id)));

        assertThat(batch(List.of(added(id), on(1, TUESDAY, users -> users.delete(id.value())))))
                .isEmpty();

        assertThat(row(id)).isEmpty();
    }

    @Test
    void a_deleted_row_can_be_inserted_and_deleted_again() {
        batch(List.of(added(id), on(1, TUESDAY, users -> users.delete(id.value()))));

        assertThat(batch(List.of(on(2, WEDNESDAY, users -> users.insert(john(id))))))
                .isEmpty();
        assertThat(row(id)).isPresent();
        assertThat(batch(List.of(on(3, WEDNESDAY, users -> users.delete(id.value())))))
                .isEmpty();
        assertThat(batch(List.of(on(2, WEDNESDAY, users -> users.insert(john(id))))))
                .isEmpty();
        assertThat(row(id)).isEmpty();
    }

    @Test
    void a_replay_restores_a_deleted_row_until_its_deletion_is_replayed() {
        batch(List.of(added(id), on(1, TUESDAY, users -> users.delete(id.value()))));

        transaction()
                .executeWithoutResult(
                        status -> write(List.of(added(id)), new HashMap<>(), JdbcReadModelContract::replayed));

        assertThat(row(id)).isPresent();
    }

    @Test
    void changes_are_part_of_the_transaction_of_the_batch() {
        transaction().executeWithoutResult(status -> {
            write(List.of(added(id)), new HashMap<>());
            assertThat(row(id)).isPresent();
            status.setRollbackOnly();
        });

        assertThat(row(id)).isEmpty();
    }

    @Test
    void an_event_that_a_row_already_includes_is_skipped() {
        UserId other = newUserId();
        batch(List.of(added(id), renaming(id, 1), renaming(id, 2)));

        assertThat(batch(List.of(renaming(id, 1), added(other)))).isEmpty();
        assertThat(name(id)).isEqualTo("name 2");

        assertThat(batch(List.of(added(id), renaming(id, 1), renaming(id, 2), renaming(id, 3), renaming(other, 1))))
                .isEmpty();
        assertThat(name(id)).isEqualTo("name 3");
        assertThat(name(other)).isEqualTo("name 1");
        assertThat(batch(List.of(on(2, TUESDAY, users -> users.delete(id.value())))))
                .isEmpty();
        assertThat(row(id)).isPresent();
    }

    @Test
    void a_failing_event_becomes_a_dead_letter_and_other_aggregates_are_applied() {
        UserId before = newUserId();
        UserId after = newUserId();
        Change failing = renaming(id, 1);

        assertThat(batch(List.of(added(before), failing, added(after), renaming(before, 1))))
                .containsExactly(failing);

        assertThat(name(before)).isEqualTo("name 1");
        assertThat(row(after)).isPresent();
        assertThat(row(id)).isEmpty();
    }

    @Test
    void a_handler_that_throws_makes_its_event_a_dead_letter_and_other_aggregates_are_applied() {
        UserId other = newUserId();
        Change failing = on(0, MONDAY, users -> {
            users.insert(john(id));
            throw new UnsupportedOperationException();
        });

        assertThat(batch(List.of(added(other), failing, renaming(other, 1)))).containsExactly(failing);

        assertThat(name(other)).isEqualTo("name 1");
        assertThat(row(id)).isEmpty();
    }

    @Test
    void a_row_that_the_database_rejects_makes_its_event_a_dead_letter_and_other_aggregates_are_applied() {
        UserId other = newUserId();
        Change failing = on(0, MONDAY, users -> users.insert(john(id).withName(null)));

        assertThat(batch(List.of(added(other), failing, renaming(other, 1)))).containsExactly(failing);

        assertThat(name(other)).isEqualTo("name 1");
        assertThat(row(id)).isEmpty();
    }

    @Test
    void events_behind_a_dead_letter_in_the_same_batch_are_enqueued_behind_it() {
        batch(List.of(added(id)));
        Change failing = on(1, TUESDAY, users -> users.insert(john(id)));

        assertThat(batch(List.of(failing, renaming(id, 2), renaming(id, 3)))).containsExactly(failing);

        assertThat(versions(deadLetters.blocked)).containsExactly(2L, 3L);
        assertThat(row(id)).contains(stamped(john(id), MONDAY, MONDAY, 0));
    }

    @Test
    void events_behind_a_dead_letter_in_later_batches_are_enqueued_behind_it() {
        UserId other = newUserId();
        batch(List.of(added(id), added(other)));
        batch(List.of(on(1, TUESDAY, users -> users.insert(john(id)))));

        assertThat(batch(List.of(renaming(id, 2), renaming(other, 1)))).isEmpty();
        assertThat(batch(List.of(renaming(id, 3)))).isEmpty();

        assertThat(versions(deadLetters.blocked)).containsExactly(2L, 3L);
        assertThat(row(id)).contains(stamped(john(id), MONDAY, MONDAY, 0));
        assertThat(name(other)).isEqualTo("name 1");
    }

    private void write(List<Change> events, Map<String, Change> byIdentifier) {
        write(events, byIdentifier, message -> message);
    }

    private void write(
            List<Change> events, Map<String, Change> byIdentifier, UnaryOperator<DomainEventMessage<?>> delivery) {
        DSLContext counted = database.configuration()
                .deriveAppending(new DefaultExecuteListenerProvider(statements))
                .dsl();
        ProjectionBatch batch = new ProjectionBatch("user-directory", counted, deadLetters, KnownFailures.all());
        for (Change event : events) {
            DomainEventMessage<?> message = delivery.apply(message(event));
            byIdentifier.put(message.getIdentifier(), event);
            try {
                event.handler().accept(batch.changes(message).readModel(TABLE));
            } catch (RuntimeException failure) {
                batch.fail(message.getIdentifier(), failure);
            }
        }
        batch.write();
    }

    private TransactionTemplate transaction() {
        return new TransactionTemplate(transactions);
    }

    private String name(UserId user) {
        return row(user).orElseThrow().name().value();
    }

    private static Change added(UserId user) {
        return new Change(user, 0, MONDAY, users -> users.insert(john(user)));
    }

    private static Change renaming(UserId user, long version) {
        return new Change(
                user,
                version,
                WEDNESDAY,
                users -> users.update(user.value(), it -> it.withName(new PersonName("name " + version))));
    }

    private static List<Long> versions(List<DomainEventMessage<?>> events) {
        return events.stream().<Long>map(DomainEventMessage::getSequenceNumber).toList();
    }

    private static DomainEventMessage<?> replayed(DomainEventMessage<?> message) {
        return new GenericTrackedDomainEventMessage<>(
                ReplayToken.createReplayToken(new GlobalSequenceTrackingToken(9), new GlobalSequenceTrackingToken(0)),
                message);
    }

    private static DomainEventMessage<?> message(Change event) {
        return new GenericDomainEventMessage<>(
                "user",
                event.user().value().toString(),
                event.version(),
                "any payload",
                MetaData.emptyInstance(),
                UUID.randomUUID().toString(),
                event.at());
    }
}
