package io.fluvius.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.ContractSuites;
import io.fluvius.environment.LongRunning;
import io.fluvius.environment.TestDatabases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("jqwik")
@LongRunning
class QueryPropertiesOnH2IT {

    @Test
    void every_query_returns_the_results_of_the_reference() {
        assertThat(ContractSuites.simplestFalsifiedBy(Properties.class)).isEmpty();
    }

    static class Properties extends DatabaseQueryProperties {
        Properties() {
            super(new String[0], TestDatabases.freshH2());
        }
    }
}
