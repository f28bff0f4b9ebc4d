package io.fluvius.faults;

import io.fluvius.bank.BankApplication;
import io.fluvius.environment.LongRunning;
import io.fluvius.environment.Nightly;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The process of a bank is killed at random moments and restarted while customers transfer money. */
@LongRunning
abstract class BankCrashJourney {

    /** The application under test. */
    static final Class<?> BANK = BankApplication.class;

    private static final int KILLS = Nightly.times(3);
    private static final int MAX_SUCCESSES_BEFORE_KILL = 150;

    private final KilledApplication bank;

    BankCrashJourney(KilledApplication bank) {
        this.bank = bank;
    }

    @Test
    void no_money_is_made_or_lost_and_every_transfer_ends_when_the_process_is_killed() throws Exception {
        RandomGenerator random = RandomGenerator.getDefault();
        try (Load load = Load.acrossRestarts(new BankCustomers(), bank.client())) {
            for (int kills = 0; kills < KILLS; kills++) {
                bank.killAfter(() -> load.awaitSuccesses(random.nextInt(1, MAX_SUCCESSES_BEFORE_KILL)));
            }
            try (ConfigurableApplicationContext here = bank.startHere()) {
                load.awaitSuccesses(MAX_SUCCESSES_BEFORE_KILL);

                BankInvariants.check(here, load.stop());
            }
        }
    }
}
