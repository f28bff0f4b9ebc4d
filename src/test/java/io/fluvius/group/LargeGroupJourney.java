package io.fluvius.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domain;
import io.fluvius.Domains;
import io.fluvius.FluviusApplication;
import io.fluvius.command.CommandResponse;
import io.fluvius.domain.AggregateRef;
import io.fluvius.environment.AppendOnlyEvents;
import io.fluvius.query.StateManager;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A group of a hundred thousand members, in one application and in the next one on its database. */
abstract class LargeGroupJourney {

    private static final int MEMBERS = 100_000;
    private static final int PER_COMMAND = 1_000;

    /** There is a row for each membership. */
    private static final Duration PROJECTION = Duration.ofMinutes(2);

    private final String[] database;
    private final String[] profiles;
    private final AggregateRef group = AggregateRef.of("group", UUID.randomUUID());

    LargeGroupJourney(String[] database, String... profiles) {
        this.database = database;
        this.profiles = profiles;
    }

    @Test
    void a_group_of_a_hundred_thousand_members_is_loaded_from_a_snapshot() {
        try (ConfigurableApplicationContext application = start()) {
            run(application, "create-group", Map.of("name", "Everyone"));
            for (int first = 0; first < MEMBERS; first += PER_COMMAND) {
                run(application, "add-members", users(first, PER_COMMAND));
            }
            assertMembers(application, MEMBERS);
            await().until(() -> hasSnapshot(application));
            makeFirstEventUnreadable(application);
        }
        try (ConfigurableApplicationContext application = start()) {
            CommandResponse first = run(application, "add-members", users(MEMBERS - 1, 2));

            assertThat(first.version()).isEqualTo(MEMBERS / PER_COMMAND + 1);
            assertMembers(application, MEMBERS + 1);
            assertThat(run(application, "add-members", users(0, PER_COMMAND)).version())
                    .isEqualTo(first.version());
            run(application, "remove-members", users(0, PER_COMMAND));
            assertMembers(application, MEMBERS + 1 - PER_COMMAND);
        }
    }

    private void assertMembers(ConfigurableApplicationContext application, int members) {
        StateManager state = application.getBean(StateManager.class);
        await().atMost(PROJECTION)
                .untilAsserted(() -> assertThat(
                                state.fetch(GroupView.class, group.id()).memberCount())
                        .isEqualTo(members));
    }

    private CommandResponse run(ConfigurableApplicationContext application, String key, Map<String, ?> payload) {
        Domain groups = application.getBean(Domains.class).named("group");
        return groups.processCommand(groups.createCommand(key, payload, group))
                .join()
                .orThrow();
    }

    private boolean hasSnapshot(ConfigurableApplicationContext application) {
        return !application
                .getBean(DSLContext.class)
                .fetch(
                        "select 1 from snapshot_event where aggregate_identifier = ?",
                        group.id().toString())
                .isEmpty();
    }

    /** From now on, the group can be loaded from a snapshot only. */
    private void makeFirstEventUnreadable(ConfigurableApplicationContext application) {
        assertThat(AppendOnlyEvents.tamper(
                        application.getBean(DSLContext.class),
                        "update domain_event set payload = '{' where aggregate_identifier = ? and sequence_number = 0",
                        group.id().toString()))
                .isEqualTo(1);
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(FluviusApplication.class)
                .profiles(profiles)
                .run(Stream.concat(Stream.of("server.port=0"), Stream.of(database))
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new));
    }

    private static Map<String, ?> users(int first, int count) {
        return Map.of(
                "users",
                LongStream.range(first, first + count)
                        .mapToObj(number -> new UUID(number, Long.MIN_VALUE).toString())
                        .toList());
    }
}
