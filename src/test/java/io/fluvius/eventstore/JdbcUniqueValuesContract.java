package io.fluvius.eventstore;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fluvius.kernel.ProblemCode;
import io.fluvius.kernel.ProblemException;
import io.fluvius.kernel.UniqueValues;
import io.fluvius.kernel.UniqueValuesContract;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What unique values in a database do beyond the contract: they belong to the caller's transaction. */
abstract class JdbcUniqueValuesContract extends UniqueValuesContract {

    private static final int CLAIMANTS = 32;

    @Autowired
    private DSLContext dsl;

    @Autowired
    private PlatformTransactionManager transactions;

    @Override
    protected UniqueValues values() {
        return new JdbcUniqueValues(dsl);
    }

    @Test
    void a_rollback_undoes_a_claim() {
        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            values().claim(scope, VALUE, ALICE);
            transaction.setRollbackOnly();
        });

        assertFree(scope, VALUE, BOB);
    }

    @Test
    void a_rollback_undoes_a_release() {
        values().claim(scope, VALUE, ALICE);
        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            values().release(scope, VALUE, ALICE);
            transaction.setRollbackOnly();
        });

        assertTaken(scope, VALUE, BOB);
    }

    @Test
    void a_refusal_leaves_the_transaction_usable() {
        values().claim(scope, VALUE, ALICE);
        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            assertTaken(scope, VALUE, BOB);
            values().claim(scope, "other@example.com", BOB);
        });

        assertTaken(scope, "other@example.com", ALICE);
    }

    @Test
    void a_value_that_is_too_long_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> values().claim(scope, "x".repeat(UniqueValues.MAX_LENGTH + 1), ALICE));
    }

    @Test
    void of_many_who_claim_a_value_at_once_exactly_one_gets_it() throws Exception {
        List<UUID> winners = race(scope);

        assertThat(winners).hasSize(1);
        assertFree(scope, VALUE, winners.getFirst());
        assertTaken(scope, VALUE, ALICE);
    }

    private List<UUID> race(String in) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> outcomes = new ArrayList<>();
        List<UUID> claimants = new ArrayList<>();
        List<UUID> winners = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLAIMANTS)) {
            for (int each = 0; each < CLAIMANTS; each++) {
                UUID claimant = UUID.randomUUID();
                claimants.add(claimant);
                outcomes.add(threads.submit(() -> start.await(10, SECONDS) && wins(in, claimant)));
            }
            start.countDown();
            for (int each = 0; each < CLAIMANTS; each++) {
                if (outcomes.get(each).get(60, SECONDS)) {
                    winners.add(claimants.get(each));
                }
            }
        }
        return winners;
    }

    private boolean wins(String in, UUID claimant) {
        try {
            new TransactionTemplate(transactions)
                    .executeWithoutResult(transaction -> values().claim(in, VALUE, claimant));
            return true;
        } catch (ProblemException refusal) {
            assertThat(refusal.problem().code()).isEqualTo(ProblemCode.UNIQUE_VALUE_TAKEN);
            return false;
        }
    }
}
