package io.fluvius.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domains;
import io.fluvius.FluviusApplication;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Automation;
import io.fluvius.domain.Commands;
import io.fluvius.environment.TestDatabases;
import io.fluvius.environment.UsersOfANode;
import io.fluvius.problem.StartupRefusedException;
import io.fluvius.user.UserEvent.UserLocked;
import io.fluvius.user.UserEvent.UserUnlocked;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.NestedExceptionUtils;

/** What happens to an automation when an application starts. */
class AutomationStartIT {

    private final String[] database = TestDatabases.freshH2();

    @Automation("when-user-locked-then-require-new-password")
    static class SameName {

        @EventHandler
        void react(UserUnlocked event, Commands commands) {
            throw new UnsupportedOperationException();
        }
    }

    /** Spring itself refuses two components with the same name, but not a bean with another one. */
    static class OtherBean {

        @Bean
        SameName otherBean() {
            return new SameName();
        }
    }

    @ProcessingGroup("replayed")
    static class Replayed {

        @EventHandler
        void react(UserLocked event, Commands commands) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void it_begins_with_the_events_that_are_appended_from_then_on() {
        UUID before;
        try (ConfigurableApplicationContext application = start()) {
            before = lockedUser(application);
        }

        try (ConfigurableApplicationContext application = start(WhenUserLockedThenRequireNewPassword.class)) {
            UUID after = lockedUser(application);

            await().untilAsserted(() -> assertThat(events(application, after)).hasSize(4));
            assertThat(events(application, before)).hasSize(2);
        }
    }

    @Test
    void two_with_the_same_name_are_refused() {
        Throwable refusal = catchThrowable(() -> start(WhenUserLockedThenRequireNewPassword.class, OtherBean.class)
                .close());

        assertThat(NestedExceptionUtils.getMostSpecificCause(refusal))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining("Two automations have the name when-user-locked-then-require-new-password");
    }

    @Test
    void a_handler_that_may_be_replayed_cannot_send_commands() {
        Throwable refusal = catchThrowable(() -> start(Replayed.class).close());

        assertThat(NestedExceptionUtils.getMostSpecificCause(refusal))
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining(Replayed.class.getName())
                .hasMessageContaining("@Automation");
    }

    private static UUID lockedUser(ConfigurableApplicationContext application) {
        UsersOfANode users = UsersOfANode.of(application.getBean(Domains.class));
        AggregateRef user = users.create();
        users.run("lock-user", user).orThrow();
        return user.id();
    }

    private static List<?> events(ConfigurableApplicationContext application, UUID user) {
        return application
                .getBean(EventStore.class)
                .readEvents(user.toString())
                .asStream()
                .toList();
    }

    private ConfigurableApplicationContext start(Class<?>... automations) {
        return new SpringApplicationBuilder(FluviusApplication.class)
                .sources(automations)
                .run(Stream.concat(Stream.of("server.port=0"), Stream.of(database))
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new));
    }
}
