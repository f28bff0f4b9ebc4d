package io.fluvius.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.FluviusApplication;
import io.fluvius.domain.Commands;
import io.fluvius.environment.TestDatabases;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserCommand.CreateUser;
import io.fluvius.user.UserCommand.ExecuteUserAction;
import io.fluvius.user.UserEvent.UserLocked;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A saga and its deadline continue after a restart. */
class SagaRestartIT {

    private final String[] database = TestDatabases.freshH2();

    @Test
    void a_deadline_that_expired_while_the_application_was_down_causes_its_command() {
        UUID john;
        try (ConfigurableApplicationContext application = start()) {
            Commands commands = application.getBean(Commands.class);
            john = commands.send(new CreateUser(new PersonName("John"), new EmailAddress("john@example.com")))
                    .aggregate()
                    .id();
            commands.send(john, new ExecuteUserAction(List.of(PasswordRenewal.UPDATE_PASSWORD)));
            await().until(() -> application
                            .getBean(DSLContext.class)
                            .fetchValues("select saga_id from saga_entry")
                            .size()
                    == 1);
        }

        try (ConfigurableApplicationContext application = start()) {
            EventStore store = application.getBean(EventStore.class);
            await().untilAsserted(() -> assertThat(
                            store.readEvents(john.toString()).asStream().toList())
                    .anyMatch(event -> event.getPayload() instanceof UserLocked));
        }
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(FluviusApplication.class, PasswordRenewal.class)
                .run(Stream.concat(Stream.of("server.port=0"), Stream.of(database))
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new));
    }
}
