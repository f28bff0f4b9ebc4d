package io.fluvius.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.axonserver.ValueReservations.ReservedValue;
import io.fluvius.domain.UniqueValues;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.eventstore.unique.ClaimMetadata;
import io.fluvius.eventstore.unique.HeldValues;
import io.fluvius.eventstore.unique.ValueClaim;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.Test;
import org.springframework.dao.TransientDataAccessException;

/** How unique values beside Axon Server are reserved, confirmed and settled. */
abstract class AxonServerValuesContract extends AxonServerReceiptsContract {

    private static final int CLAIMANTS = 32;

    @Test
    void a_value_that_is_too_long_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> values().claim(scope, "x".repeat(UniqueValues.MAX_LENGTH + 1), ALICE));
    }

    @Test
    void exactly_one_of_many_concurrent_claims_succeeds() throws Exception {
        List<Future<Boolean>> wins = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int claimant = 0; claimant < CLAIMANTS; claimant++) {
                wins.add(threads.submit(this::wins));
            }
        }

        assertThat(wins.stream().filter(Future::resultNow)).hasSize(1);
    }

    private boolean wins() {
        try {
            values().claim(scope, VALUE, UUID.randomUUID());
            return true;
        } catch (ProblemException refusal) {
            assertThat(refusal.problem().code()).isEqualTo(ProblemCode.UNIQUE_VALUE_TAKEN);
            return false;
        } catch (TransientDataAccessException lockTimeout) {
            return wins();
        }
    }

    @Test
    void claims_and_releases_take_effect_with_the_events() {
        run(values -> values.claim(scope, OLD_VALUE, user));
        run(values -> {
            values.release(scope, OLD_VALUE, user);
            values.claim(scope, VALUE, user);
        });

        assertThat(stateOf(OLD_VALUE)).isEqualTo("free");
        assertThat(stateOf(VALUE)).isEqualTo("held");
    }

    @Test
    void claimed_and_released_values_are_reserved_while_the_events_are_sent() {
        run(values -> values.claim(scope, OLD_VALUE, user));
        List<String> states = new ArrayList<>();
        server.beforeStoring(() -> {
            states.add(stateOf(VALUE));
            states.add(stateOf(OLD_VALUE));
            assertTaken(scope, VALUE, BOB);
            assertTaken(scope, OLD_VALUE, BOB);
        });
        run(values -> {
            values.release(scope, OLD_VALUE, user);
            values.claim(scope, VALUE, user);
        });

        assertThat(states).containsExactly("reserved", "reserved");
    }

    @Test
    void the_metadata_of_the_event_lists_claims_and_releases() {
        run(values -> {
            values.claim(scope, VALUE, user);
            values.release(scope, OLD_VALUE, user);
        });

        DomainEventMessage<?> event = store.readEvents(user.toString()).next();
        assertThat(ClaimMetadata.claimed(event.getMetaData(), user))
                .containsExactly(new ValueClaim(scope, VALUE, user));
        assertThat(ClaimMetadata.released(event.getMetaData(), user))
                .containsExactly(new ValueClaim(scope, OLD_VALUE, user));
    }

    @Test
    void a_taken_value_fails_the_append_before_the_events_are_sent() {
        values().claim(scope, VALUE, BOB);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> run(values -> {
                    values.claim(scope, "other@example.com", user);
                    values.claim(scope, VALUE, user);
                }))
                .satisfies(taken -> assertThat(taken.problem().code()).isEqualTo(ProblemCode.UNIQUE_VALUE_TAKEN));
        assertThat(stateOf("other@example.com")).isEqualTo("free");
        assertThat(server.lastSequenceNumberFor(user.toString())).isEmpty();
    }

    @Test
    void a_unit_of_work_that_is_rolled_back_reserves_nothing() {
        UnitOfWork<?> work = start(UUID.randomUUID());
        values().claim(scope, VALUE, user);
        work.rollback();

        assertThat(stateOf(VALUE)).isEqualTo("free");
    }

    @Test
    void events_are_not_sent_when_the_reservation_took_too_long() {
        configure(Duration.ZERO);

        assertUnavailable(() -> run(values -> values.claim(scope, VALUE, user)));
        assertThat(stateOf(VALUE)).isEqualTo("free");
        assertThat(server.lastSequenceNumberFor(user.toString())).isEmpty();
    }

    @Test
    void a_value_stays_taken_until_its_reservation_is_overdue() {
        server.failBeforeStoring();
        assertConnectionLost(() -> run(values -> values.claim(scope, VALUE, user)));

        assertTaken(scope, VALUE, BOB);
        sweep();
        assertThat(stateOf(VALUE)).isEqualTo("reserved");
        makeOverdue();
        sweep();
        assertFree(scope, VALUE, BOB);
    }

    @Test
    void a_value_stays_held_when_the_event_with_its_release_was_lost() {
        run(values -> values.claim(scope, VALUE, user));
        server.failBeforeStoring();
        assertConnectionLost(() -> run(values -> values.release(scope, VALUE, user)));

        assertThat(stateOf(VALUE)).isEqualTo("reserved");
        makeOverdue();
        sweep();
        assertThat(stateOf(VALUE)).isEqualTo("held");
    }

    @Test
    void overdue_reservations_are_settled_by_the_events() {
        run(values -> values.claim(scope, OLD_VALUE, user));
        server.failAfterStoring();
        assertConnectionLost(() -> run(values -> {
            values.release(scope, OLD_VALUE, user);
            values.claim(scope, VALUE, user);
        }));

        makeOverdue();
        sweep();
        sweep();
        assertThat(stateOf(OLD_VALUE)).isEqualTo("free");
        assertThat(stateOf(VALUE)).isEqualTo("held");
    }

    @Test
    void an_owner_can_claim_a_value_that_it_has_left_reserved() {
        server.failBeforeStoring();
        assertConnectionLost(() -> run(values -> values.claim(scope, VALUE, user)));
        server.recover();
        run(values -> values.claim(scope, VALUE, user));

        assertThat(stateOf(VALUE)).isEqualTo("held");
    }

    @Test
    void a_failed_append_does_not_cancel_an_earlier_reservation() {
        server.failAfterStoring();
        assertConnectionLost(() -> run(values -> values.claim(scope, VALUE, user)));
        server.recover();
        server.beforeStoring(() -> {
            server.recover();
            store.publish(event(user, UUID.randomUUID()));
        });
        assertThatThrownBy(() -> run(values -> values.claim(scope, VALUE, user)))
                .hasMessageContaining("AXONIQ-2000");

        assertThat(stateOf(VALUE)).isEqualTo("reserved");
        makeOverdue();
        sweep();
        assertThat(stateOf(VALUE)).isEqualTo("held");
    }

    @Test
    void a_late_settlement_does_not_change_a_newer_reservation() {
        server.failBeforeStoring();
        assertConnectionLost(() -> run(values -> values.claim(scope, VALUE, user)));
        makeOverdue();
        ReservedValue overdue = valueReservations.overdue(0).stream()
                .filter(value -> value.value().scope().equals(scope))
                .findFirst()
                .orElseThrow();
        server.beforeStoring(() -> valueReservations.free(overdue));
        run(values -> values.claim(scope, VALUE, user));

        assertThat(stateOf(VALUE)).isEqualTo("held");
    }

    @Test
    void a_reservation_that_cannot_be_settled_does_not_delay_others() {
        server.failBeforeStoring();
        assertConnectionLost(() -> run(values -> {
            values.claim(scope, VALUE, user);
            values.claim(scope, "bob@example.com", BOB);
        }));
        makeOverdue();

        server.failReadsOf(user.toString());
        sweep();
        assertThat(stateOf(VALUE)).isEqualTo("reserved");
        assertThat(stateOf("bob@example.com")).isEqualTo("free");
        server.recover();
        sweep();
        assertThat(stateOf(VALUE)).isEqualTo("free");
    }

    @Test
    void many_reservations_that_cannot_be_settled_do_not_delay_newer_ones() {
        server.failBeforeStoring();
        assertConnectionLost(() -> run(values -> {
            for (int number = 0; number <= 1_000; number++) {
                values.claim(scope, "old-" + number, user);
            }
        }));
        makeOverdue();
        assertConnectionLost(() -> run(values -> values.claim(scope, VALUE, BOB)));
        dsl.update(EventStoreTables.UNIQUE_VALUES)
                .set(
                        EventStoreTables.RESERVED_SINCE,
                        Instant.now().minus(MINUTE.multipliedBy(2).minusSeconds(30)))
                .where(EventStoreTables.SCOPE.eq(scope), EventStoreTables.CONTENT.eq(VALUE))
                .execute();

        server.failReadsOf(user.toString());
        sweep();

        assertThat(stateOf(VALUE)).isEqualTo("free");
        assertThat(stateOf("old-1000")).isEqualTo("reserved");
    }

    @Test
    void a_dry_run_finds_held_and_reserved_values_and_reserves_none() {
        HeldValues held = new HeldValues(dsl);
        values().claim(scope, OLD_VALUE, BOB);
        server.failBeforeStoring();
        assertConnectionLost(() -> run(values -> values.claim(scope, VALUE, user)));

        for (String taken : List.of(OLD_VALUE, VALUE)) {
            UnitOfWork<?> work = start(UUID.randomUUID());
            values().claim(scope, taken, ALICE);
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> held.requireFree(AxonServerAppends.claims()))
                    .satisfies(
                            refusal -> assertThat(refusal.problem().code()).isEqualTo(ProblemCode.UNIQUE_VALUE_TAKEN));
            work.rollback();
        }
        UnitOfWork<?> work = start(UUID.randomUUID());
        values().claim(scope, "free@example.com", ALICE);
        values().claim(scope, OLD_VALUE, BOB);
        assertThat(held.requireFree(AxonServerAppends.claims())).hasSize(2);
        work.rollback();

        assertThat(stateOf("free@example.com")).isEqualTo("free");
        assertThat(stateOf(OLD_VALUE)).isEqualTo("held");
        assertThat(stateOf(VALUE)).isEqualTo("reserved");
    }
}
