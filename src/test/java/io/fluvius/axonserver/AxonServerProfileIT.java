package io.fluvius.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.FluviusApplication;
import io.fluvius.command.CommandReceipts;
import io.fluvius.command.SuccessReceipts;
import io.fluvius.domain.UniqueValues;
import io.fluvius.environment.TestDatabases;
import io.fluvius.eventstore.unique.TransactionalUniqueValues;
import java.util.stream.Stream;
import org.axonframework.axonserver.connector.command.AxonServerCommandBus;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.config.Configuration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The profile's parts fit together, and none of them is a fallback. No server is needed to see that, but to start. */
class AxonServerProfileIT {

    @Test
    void it_is_made_of_the_parts_that_it_should_be_made_of() {
        assertThatExceptionOfType(Seen.class).isThrownBy(AxonServerProfileIT::start);
    }

    private static void start() {
        Stream<String> settings = Stream.concat(
                Stream.of(TestDatabases.freshPostgres()),
                Stream.of("axon.axonserver.servers=127.0.0.1:1", "server.port=0"));
        new SpringApplicationBuilder(FluviusApplication.class)
                .profiles("axonserver")
                .initializers(context ->
                        ((GenericApplicationContext) context).registerBean(Look.class, () -> new Look(context)))
                .run(settings.map(setting -> "--" + setting).toArray(String[]::new))
                .close();
    }

    /** Looks at everything when it is made, and ends the start. */
    private record Look(ApplicationContext made) implements SmartInitializingSingleton {

        @Override
        public void afterSingletonsInstantiated() {
            assertThat(made.getBean(Configuration.class).eventStore()).isInstanceOf(AxonServerEventStore.class);
            assertThat(made.getBean(UniqueValues.class)).isInstanceOf(TransactionalUniqueValues.class);
            assertThat(made.getBean(SuccessReceipts.class)).isInstanceOf(AxonServerOutcomes.class);
            assertThat(made.getBean(CommandReceipts.class)).isInstanceOf(AxonServerOutcomes.class);
            assertThat(made.getBean(CommandBus.class))
                    .isInstanceOfSatisfying(
                            AxonServerCommandBus.class,
                            bus -> assertThat(bus.localSegment().getClass().getSimpleName())
                                    .isEqualTo("LocalCommandBus"));
            assertThat(made.getBean(ReservationSweep.class)).isNotNull();
            throw new Seen();
        }
    }

    private static final class Seen extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
