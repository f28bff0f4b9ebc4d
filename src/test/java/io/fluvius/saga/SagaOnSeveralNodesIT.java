package io.fluvius.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domains;
import io.fluvius.FluviusApplication;
import io.fluvius.domain.Commands;
import io.fluvius.environment.TestDatabases;
import io.fluvius.environment.UsersOfANode;
import io.fluvius.user.UserCommand.ExecuteUserAction;
import io.fluvius.user.UserCommand.UnlockUser;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Two nodes on one PostgreSQL: one of them handles the events of a saga, and both execute deadlines. */
class SagaOnSeveralNodesIT {

    /** Enough that the node which does not handle the events executes the deadline of some. */
    private static final int USERS = 8;

    private static final String[] DATABASE = TestDatabases.freshPostgres();

    @Test
    void a_deadline_does_not_undo_what_an_event_changes_on_another_node_meanwhile() {
        try (ConfigurableApplicationContext one = start();
                ConfigurableApplicationContext other = start()) {
            UsersOfANode users = UsersOfANode.of(one.getBean(Domains.class));
            List<UUID> late = IntStream.range(0, USERS)
                    .mapToObj(number -> users.create().id())
                    .toList();
            late.forEach(user -> other.getBean(Commands.class)
                    .send(user, new ExecuteUserAction(List.of(PasswordRenewal.UPDATE_PASSWORD))));

            DSLContext database = one.getBean(DSLContext.class);
            await().untilAsserted(
                            () -> assertThat(count(database, "saga_entry")).isEqualTo(USERS));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(count(database, "scheduled_tasks")).isZero());
            late.forEach(user -> other.getBean(Commands.class).send(user, new UnlockUser()));

            await().untilAsserted(
                            () -> assertThat(count(database, "saga_entry")).isZero());
        }
    }

    private static int count(DSLContext database, String table) {
        return database.fetchCount(DSL.table(table));
    }

    private static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(FluviusApplication.class, LockedWhenLate.class)
                .profiles("postgres")
                .run(Stream.concat(
                                Stream.of("server.port=0", "fluvius.node.node-id=" + UUID.randomUUID()),
                                Stream.of(DATABASE))
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new));
    }
}
