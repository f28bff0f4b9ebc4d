package io.fluvius.eventstore.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.command.CommandReceipts;
import io.fluvius.command.CommandReceiptsContract;
import io.fluvius.environment.ContractSuites;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Beyond the contract, receipts in a database belong to the caller's transaction. */
abstract class JdbcCommandReceiptsContract extends CommandReceiptsContract {

    @Autowired
    private DSLContext dsl;

    @Autowired
    private PlatformTransactionManager transactions;

    @Override
    protected CommandReceipts receipts() {
        return new JdbcCommandReceipts(dsl, new ProblemCodec());
    }

    @Test
    void a_rollback_undoes_a_receipt() {
        UUID commandId = UUID.randomUUID();
        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            receipts().store(success(commandId));
            transaction.setRollbackOnly();
        });

        assertThat(receipts().find(commandId)).isEmpty();
    }

    @Test
    void the_suite_fails_when_the_last_outcome_stays() {
        assertThat(ContractSuites.failuresOf(Overwriting.class))
                .containsExactly("a_second_receipt_is_rejected_and_the_first_one_stays");
    }

    static class Overwriting extends CommandReceiptsContract {
        private final Map<UUID, CommandReceipts.Receipt> stored = new HashMap<>();

        @Override
        protected CommandReceipts receipts() {
            return new CommandReceipts() {
                @Override
                public void store(Receipt receipt) {
                    stored.put(receipt.commandId(), receipt);
                }

                @Override
                public Optional<Receipt> find(UUID commandId) {
                    return Optional.ofNullable(stored.get(commandId));
                }
            };
        }
    }
}
