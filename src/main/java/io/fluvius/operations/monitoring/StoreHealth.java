package io.fluvius.operations.monitoring;

import io.fluvius.database.DatabaseTrouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while the stores of events and state answer, with the tables that this version needs. */
record StoreHealth(Sampler sampler) implements HealthIndicator {

    @Override
    public Health health() {
        try {
            Sample sample = sampler.current();
            return Health.up()
                    .withDetail("schema", sample.schema() == null ? "none" : sample.schema())
                    .withDetail("position", sample.head().toString())
                    .build();
        } catch (TimeoutException silent) {
            return Health.down()
                    .withDetail("cause", "the store does not answer in time")
                    .build();
        } catch (ExecutionException failure) {
            return Health.down()
                    .withDetail("cause", DatabaseTrouble.of(failure).cause())
                    .build();
        }
    }
}
