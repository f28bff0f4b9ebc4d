package io.fluvius.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.FluviusApplication;
import io.fluvius.TestDatabases;
import io.fluvius.kernel.CommandReceipts;
import io.fluvius.kernel.Outcomes;
import io.fluvius.kernel.UniqueValues;
import java.util.stream.Stream;
import org.axonframework.axonserver.connector.command.AxonServerCommandBus;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The profile's parts fit together, and none of them is a fallback; no server is needed to see that. */
class AxonServerProfileIT {

    @Test
    void it_is_made_of_the_parts_that_it_should_be_made_of() {
        try (ConfigurableApplicationContext context = start()) {
            assertThat(context.getBean(EventStore.class)).isInstanceOf(AxonServerEventStore.class);
            assertThat(context.getBean(UniqueValues.class)).isInstanceOf(AxonServerValues.class);
            assertThat(context.getBean(Outcomes.class)).isInstanceOf(AxonServerOutcomes.class);
            assertThat(context.getBean(CommandReceipts.class)).isInstanceOf(AxonServerOutcomes.class);
            assertThat(context.getBean(CommandBus.class))
                    .isInstanceOfSatisfying(
                            AxonServerCommandBus.class,
                            bus -> assertThat(bus.localSegment()).isInstanceOf(LocalCommandBus.class));
            assertThat(context.getBean(PendingSweep.class)).isNotNull();
        }
    }

    private static ConfigurableApplicationContext start() {
        Stream<String> settings = Stream.concat(
                Stream.of(TestDatabases.freshPostgres()), Stream.of("axon.axonserver.servers=127.0.0.1:1"));
        return new SpringApplicationBuilder(FluviusApplication.class)
                .profiles("axonserver")
                .web(WebApplicationType.NONE)
                .run(settings.map(setting -> "--" + setting).toArray(String[]::new));
    }
}
