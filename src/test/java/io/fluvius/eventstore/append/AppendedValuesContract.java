package io.fluvius.eventstore.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.domain.UniqueValues;
import io.fluvius.domain.UniqueValuesContract;
import io.fluvius.environment.Asvs;
import io.fluvius.eventstore.append.GroupCommit.Limits;
import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.log.ImportGate;
import io.fluvius.eventstore.receipt.ProblemCodec;
import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.tracing.NoOpSpanFactory;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Beyond the contract, unique values that are written with events belong to a unit of work. */
abstract class AppendedValuesContract extends UniqueValuesContract {

    private static final int CLAIMANTS = 32;

    @Autowired
    private DataSource connections;

    @Autowired
    private DSLContext dsl;

    @Override
    protected UniqueValues values() {
        SQLDialect dialect = dsl.dialect().family();
        Duration timeout = Duration.ofSeconds(30);
        GroupTransaction transaction =
                new GroupTransaction(connections, dialect, GroupInsert.of(dialect, new ProblemCodec()), timeout);
        return UnitOfWorkAppend.uniqueValues(new AppendLog(
                new GroupCommit<>(transaction, new Limits(16, 100, timeout), null),
                Jackson3Serializer.builder().build(),
                PersonalEvents.none(),
                NoOpSpanFactory.INSTANCE,
                new ImportGate(),
                () -> {}));
    }

    @Test
    void a_claim_is_made_when_the_unit_of_work_commits() {
        UnitOfWork<?> work = start();
        values().claim(scope, VALUE, ALICE);
        assertThat(isHeld(VALUE)).isFalse();

        work.commit();

        assertThat(isHeld(VALUE)).isTrue();
    }

    @Test
    @Asvs("V2.3.3")
    void a_unit_of_work_that_is_rolled_back_claims_nothing() {
        UnitOfWork<?> work = start();
        values().claim(scope, VALUE, ALICE);

        work.rollback();

        assertFree(scope, VALUE, BOB);
    }

    @Test
    void a_unit_of_work_fails_as_a_whole_when_one_value_is_taken() {
        values().claim(scope, VALUE, ALICE);
        UnitOfWork<?> work = start();
        values().claim(scope, "other@example.com", BOB);
        values().claim(scope, VALUE, BOB);

        assertThatThrownBy(work::commit)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().code()).isEqualTo(ProblemCode.UNIQUE_VALUE_TAKEN));
        assertThat(work.isRolledBack()).isTrue();
        assertThat(isHeld("other@example.com")).isFalse();
    }

    @Test
    void the_last_change_of_a_value_counts() {
        values().claim(scope, "held@example.com", ALICE);
        UnitOfWork<?> work = start();
        UniqueValues values = values();
        values.release(scope, "held@example.com", ALICE);
        values.claim(scope, "held@example.com", ALICE);
        values.claim(scope, VALUE, ALICE);
        values.release(scope, VALUE, ALICE);
        work.commit();

        assertThat(isHeld("held@example.com")).isTrue();
        assertThat(isHeld(VALUE)).isFalse();
    }

    @Test
    void a_value_that_is_too_long_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> values().claim(scope, "x".repeat(UniqueValues.MAX_LENGTH + 1), ALICE));
    }

    @Test
    void of_many_concurrent_claims_of_a_value_exactly_one_succeeds() throws Exception {
        UniqueValues values = values();
        List<Future<Boolean>> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int each = 0; each < CLAIMANTS; each++) {
                outcomes.add(threads.submit(() -> wins(values)));
            }
        }

        assertThat(outcomes.stream().filter(Future::resultNow)).hasSize(1);
        assertThat(isHeld(VALUE)).isTrue();
    }

    private boolean wins(UniqueValues values) {
        try {
            values.claim(scope, VALUE, UUID.randomUUID());
            return true;
        } catch (ProblemException refusal) {
            assertThat(refusal.problem().code()).isEqualTo(ProblemCode.UNIQUE_VALUE_TAKEN);
            return false;
        }
    }

    private boolean isHeld(String value) {
        return dsl.fetchExists(
                EventStoreTables.UNIQUE_VALUES, EventStoreTables.SCOPE.eq(scope), EventStoreTables.CONTENT.eq(value));
    }

    private static UnitOfWork<?> start() {
        return DefaultUnitOfWork.startAndGet(GenericMessage.asMessage("command"));
    }
}
