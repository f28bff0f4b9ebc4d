package io.fluvius.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.command.SuccessReceipts.Outcome;
import io.fluvius.domain.Position;
import io.fluvius.eventstore.schema.EventStoreTables;
import java.util.UUID;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.Test;

/** How receipts beside Axon Server are reserved, confirmed and settled. */
abstract class AxonServerReceiptsContract extends AxonServerAppendContract {

    @Test
    void a_receipt_contains_the_position_of_the_event() {
        store.publish(event(BOB, UUID.randomUUID()));
        UUID command = run(values -> {});

        assertThat(positions).containsExactly(new Position(1));
        assertThat(outcomes.find(command)).hasValueSatisfying(receipt -> {
            assertThat(receipt.position()).isEqualTo(new Position(1));
            assertThat(receipt.version()).isZero();
        });
    }

    @Test
    void the_receipt_of_a_command_without_events_contains_the_position_of_the_head() {
        store.publish(event(BOB, UUID.randomUUID()));
        store.publish(event(BOB, UUID.randomUUID()));
        UUID command = UUID.randomUUID();
        runWithoutEvents(command);

        assertThat(positions).containsExactly(new Position(1));
        assertThat(outcomes.find(command)).isPresent();
    }

    @Test
    void nothing_is_written_while_a_log_is_imported() {
        UUID command = UUID.randomUUID();
        gate.close();

        assertUnavailable(() -> run(command, values -> values.claim(scope, VALUE, user)));
        assertUnavailable(() -> runWithoutEvents(command));

        assertThat(server.lastSequenceNumberFor(user.toString())).isEmpty();
        assertThat(stateOf(VALUE)).isEqualTo("free");
        gate.open();
        run(command, values -> values.claim(scope, VALUE, user));
        assertThat(outcomes.find(command)).isPresent();
    }

    @Test
    void a_repeated_command_appends_nothing() {
        UUID command = run(values -> {});

        assertUnavailable(() -> run(command, values -> values.claim(scope, VALUE, user)));
        assertThat(server.lastSequenceNumberFor(user.toString())).contains(0L);
        assertThat(stateOf(VALUE)).isEqualTo("free");
        assertThat(outcomes.find(command)).isPresent();
    }

    @Test
    void a_repeated_command_without_events_is_refused_too() {
        UUID command = run(values -> {});

        assertUnavailable(() -> runWithoutEvents(command));
    }

    @Test
    void a_repeated_command_is_refused_while_the_first_one_is_running() {
        UUID command = UUID.randomUUID();
        server.beforeStoring(() -> {
            server.recover();
            assertUnavailable(() -> run(command, values -> {}));
            assertUnavailable(() -> outcomes.find(command));
        });
        run(command, values -> {});

        assertThat(server.lastSequenceNumberFor(user.toString())).contains(0L);
        assertThat(positions).containsExactly(new Position(0));
    }

    @Test
    void a_reserved_receipt_is_confirmed_when_its_events_are_stored() {
        UUID command = UUID.randomUUID();
        server.failAfterStoring();
        assertConnectionLost(() -> run(command, values -> {}));

        assertThat(outcomes.find(command)).hasValueSatisfying(receipt -> {
            assertThat(receipt.version()).isZero();
            assertThat(receipt.position()).isEqualTo(new Position(0));
            assertThat(receipt.error()).isNull();
        });
        server.recover();
        assertUnavailable(() -> run(command, values -> {}));
        assertThat(server.lastSequenceNumberFor(user.toString())).contains(0L);
    }

    @Test
    void a_reserved_receipt_is_cancelled_when_it_is_overdue_without_events() {
        UUID command = UUID.randomUUID();
        server.failBeforeStoring();
        assertConnectionLost(() -> run(command, values -> {}));

        assertUnavailable(() -> outcomes.find(command));
        makeOverdue();
        assertThat(outcomes.find(command)).isEmpty();
        server.recover();
        run(command, values -> {});
        assertThat(outcomes.find(command)).isPresent();
    }

    @Test
    void overdue_receipts_are_settled_by_the_sweep() {
        UUID done = UUID.randomUUID();
        server.failAfterStoring();
        assertConnectionLost(() -> run(done, values -> {}));
        UUID lost = UUID.randomUUID();
        server.failBeforeStoring();
        assertConnectionLost(() -> run(lost, values -> {}));

        makeOverdue();
        sweep();
        assertThat(dsl.fetchCount(
                        EventStoreTables.RECEIPTS,
                        EventStoreTables.COMMAND_ID.eq(done),
                        EventStoreTables.RESERVED_BY.isNull()))
                .isOne();
        assertThat(dsl.fetchCount(EventStoreTables.RECEIPTS, EventStoreTables.COMMAND_ID.eq(lost)))
                .isZero();
    }

    @Test
    void a_refused_append_cancels_its_reservation_and_can_be_repeated() {
        run(values -> values.claim(scope, OLD_VALUE, user));
        UUID command = UUID.randomUUID();
        server.beforeStoring(() -> {
            server.recover();
            store.publish(event(user, UUID.randomUUID()));
        });
        assertThatThrownBy(() -> run(command, values -> {
                    values.release(scope, OLD_VALUE, user);
                    values.claim(scope, VALUE, user);
                }))
                .hasMessageContaining("AXONIQ-2000");

        assertThat(stateOf(VALUE)).isEqualTo("free");
        assertThat(stateOf(OLD_VALUE)).isEqualTo("held");
        assertThat(outcomes.find(command)).isEmpty();
        run(command, values -> {});
    }

    @Test
    void a_failure_after_the_events_are_stored_cancels_nothing() {
        UUID command = UUID.randomUUID();
        server.beforeStoring(() -> Thread.currentThread().interrupt());
        UnitOfWork<?> work = start(command);
        values().claim(scope, VALUE, user);
        store.publish(event(user, command));
        outcomes.storeOnCommit(work, () -> new Outcome(receipt(command, 0), "unknown"), positions::add);

        assertThatThrownBy(work::commit).hasMessageContaining("The event unknown is stored, but not in the stream");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(stateOf(VALUE)).isEqualTo("reserved");
        assertThat(outcomes.find(command)).isPresent();
        makeOverdue();
        sweep();
        assertThat(stateOf(VALUE)).isEqualTo("held");
    }
}
