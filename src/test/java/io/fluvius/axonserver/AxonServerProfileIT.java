package io.fluvius.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.FluviusApplication;
import io.fluvius.command.CommandReceipts;
import io.fluvius.command.SuccessReceipts;
import io.fluvius.domain.UniqueValues;
import io.fluvius.environment.TestDatabases;
import io.fluvius.eventstore.unique.TransactionalUniqueValues;
import io.fluvius.problem.StartupRefusedException;
import java.util.stream.Stream;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.axonframework.axonserver.connector.command.AxonServerCommandBus;
import org.axonframework.axonserver.connector.event.axon.AxonServerEventStore;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.config.Configuration;
import org.axonframework.queryhandling.QueryBus;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** The profile {@code axonserver} creates the expected beans. The start is stopped before it needs an Axon Server. */
class AxonServerProfileIT {

    @Test
    void the_profile_creates_the_beans_for_axon_server() {
        assertThatExceptionOfType(StartStoppedException.class)
                .isThrownBy(
                        () -> start(context -> context.registerBean(BeanCheck.class, () -> new BeanCheck(context))));
    }

    @Test
    void unique_values_cannot_be_rebuilt() {
        assertThatExceptionOfType(StartupRefusedException.class)
                .isThrownBy(() -> start(context -> {}, "fluvius.unique-values.rebuild=true"))
                .withMessageContaining("unique values cannot be rebuilt");
    }

    private static void start(
            ApplicationContextInitializer<GenericApplicationContext> initializer, String... settings) {
        Stream<String> all = Stream.concat(
                Stream.concat(Stream.of(TestDatabases.freshPostgres()), Stream.of(settings)),
                Stream.of("axon.axonserver.servers=127.0.0.1:1", "server.port=0"));
        new SpringApplicationBuilder(FluviusApplication.class)
                .profiles("axonserver")
                .initializers(initializer)
                .run(all.map(setting -> "--" + setting).toArray(String[]::new))
                .close();
    }

    /** Checks the beans after their creation, and stops the start. */
    private record BeanCheck(ApplicationContext context) implements SmartInitializingSingleton {

        @Override
        public void afterSingletonsInstantiated() {
            assertThat(context.getBean(Configuration.class).eventStore()).isInstanceOf(AxonServerEventStore.class);
            assertThat(context.getBean(UniqueValues.class)).isInstanceOf(TransactionalUniqueValues.class);
            assertThat(context.getBean(SuccessReceipts.class)).isInstanceOf(AxonServerReceipts.class);
            assertThat(context.getBean(CommandReceipts.class)).isInstanceOf(AxonServerReceipts.class);
            assertThat(context.getBean(CommandBus.class))
                    .isInstanceOfSatisfying(
                            AxonServerCommandBus.class,
                            bus -> assertThat(bus.localSegment().getClass().getSimpleName())
                                    .isEqualTo("LocalCommandBus"));
            assertThat(context.getBean(ReservationSweep.class)).isNotNull();
            assertThat(context.getBean(QueryBus.class)).isInstanceOf(AxonServerQueries.class);
            assertThat(context.getBean(AxonServerConfiguration.class).isEventBlockListingEnabled())
                    .isFalse();
            throw new StartStoppedException();
        }
    }

    private static final class StartStoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
