package io.fluvius.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.LongRunning;
import io.fluvius.environment.Nightly;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The process is killed and restarted while clients create, change and delete users, and repeat unanswered commands. */
@LongRunning
abstract class CrashJourney {

    private static final int KILLS = Nightly.times(3);
    private static final int SUCCESSES_BEFORE_KILL = 150;

    private final KilledApplication application;

    CrashJourney(KilledApplication application) {
        this.application = application;
    }

    @Test
    void no_acknowledged_command_is_lost_when_the_process_is_killed() throws Exception {
        ServiceClient service = application.client();
        try (Load load = Load.acrossRestarts(new CommandGenerator(40), service)) {
            for (int kills = 0; kills < KILLS; kills++) {
                application.killAfter(() -> load.awaitSuccesses(SUCCESSES_BEFORE_KILL));
            }
            try (ConfigurableApplicationContext here = application.startHere()) {
                service.assertAnswersAgain();
                load.awaitSuccesses(SUCCESSES_BEFORE_KILL);

                CommandResults results = load.stop();

                assertThat(results.unanswered()).isGreaterThanOrEqualTo(KILLS);
                Invariants.check(here, results);
            }
        }
    }
}
