package io.fluvius.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domain;
import io.fluvius.Domains;
import io.fluvius.command.Command;
import io.fluvius.command.CommandResponse;
import io.fluvius.domain.AggregateRef;
import io.fluvius.query.NotFoundException;
import io.fluvius.user.UserView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Events that the real processor applies to the rows of a real database, with faults on the way. */
abstract class ProjectionJourney {

    private static final Duration SEVERAL_RETRIES = Duration.ofMillis(1500);

    private Domain users;

    @Autowired
    void use(Domains domains) {
        users = domains.named("user");
    }

    @Autowired
    private DSLContext database;

    @Test
    void an_event_that_cannot_be_applied_is_parked_with_later_events_of_its_user_only() {
        AggregateRef lost = visible(create());
        AggregateRef neighbour = visible(create());
        database.deleteFrom(DSL.table("user_view"))
                .where(DSL.field("id", UUID.class).eq(lost.id()))
                .execute();

        rename(lost, "First");
        visible(rename(neighbour, "First"));
        await().untilAsserted(() -> assertThat(parked(lost)).containsExactly(1L));
        rename(lost, "Second");
        visible(rename(neighbour, "Second"));

        await().untilAsserted(() -> assertThat(parked(lost)).containsExactly(1L, 2L));
        assertThat(parked(neighbour)).isEmpty();
        assertThat(row(lost)).isEmpty();
        assertThat(deadLetters(lost, "payload_type", String.class)).containsOnly("user.user-renamed");
        assertThat(deadLetters(lost, "processing_group", String.class)).containsOnly("user-directory");
        assertThat(deadLetters(lost, "cause_type", String.class).getFirst())
                .isEqualTo(IllegalStateException.class.getName());
        // what is parked matters to everything that is counted later in this application
        database.deleteFrom(DSL.table("dead_letter"))
                .where(DSL.field("sequence_identifier").eq(lost.id().toString()))
                .execute();
    }

    @Test
    void no_event_is_skipped_when_a_batch_cannot_be_written() {
        AggregateRef before = visible(create());
        database.execute("alter table dead_letter rename to dead_letter_away");
        CommandResponse meanwhile;
        try {
            meanwhile = create();
            rename(before, "Meanwhile");
            await().during(SEVERAL_RETRIES)
                    .untilAsserted(() -> assertThat(row(meanwhile.aggregate())).isEmpty());
            assertThat(row(before).orElseThrow().version()).isZero();
        } finally {
            database.execute("alter table dead_letter_away rename to dead_letter");
        }

        visible(meanwhile);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(row(before).orElseThrow().name().value()).isEqualTo("Meanwhile"));
        assertThat(parked(meanwhile.aggregate())).isEmpty();
        assertThat(parked(before)).isEmpty();
    }

    @Test
    void all_events_of_many_users_are_applied_in_order() {
        List<AggregateRef> created =
                IntStream.range(0, 10).mapToObj(number -> create().aggregate()).toList();
        List<Command> renamings = new ArrayList<>();
        for (int round = 1; round <= 20; round++) {
            for (AggregateRef user : created) {
                renamings.add(users.createCommand("update-user", Map.of("name", "Round " + round), user));
            }
        }
        assertThat(users.commandProcessor()
                        .process(renamings.toArray(Command[]::new))
                        .toIterable())
                .allMatch(CommandResponse::isSuccess);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(created)
                        .allSatisfy(user -> assertThat(row(user))
                                .hasValueSatisfying(
                                        it -> assertThat(it.version()).isEqualTo(20))));
        assertThat(created)
                .allSatisfy(user ->
                        assertThat(row(user).orElseThrow().name().value()).isEqualTo("Round 20"));
    }

    private CommandResponse create() {
        String email = UUID.randomUUID() + "@example.com";
        return users.processCommand(users.createCommand("create-user", Map.of("name", "John", "email", email)))
                .join()
                .orThrow();
    }

    private CommandResponse rename(AggregateRef user, String name) {
        return users.processCommand(users.createCommand("update-user", Map.of("name", name), user))
                .join()
                .orThrow();
    }

    private AggregateRef visible(CommandResponse response) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(row(response.aggregate()))
                        .hasValueSatisfying(it -> assertThat(it.version()).isGreaterThanOrEqualTo(response.version())));
        return response.aggregate();
    }

    private Optional<UserView> row(AggregateRef user) {
        try {
            return Optional.of(users.state().fetch(UserView.class, user.id()));
        } catch (NotFoundException missing) {
            return Optional.empty();
        }
    }

    /** Returns the sequence numbers of the user's parked events. */
    private List<Long> parked(AggregateRef user) {
        return deadLetters(user, "sequence_number", Long.class);
    }

    private <T> List<T> deadLetters(AggregateRef user, String column, Class<T> type) {
        return database.select(DSL.field(column, type))
                .from("dead_letter")
                .where(DSL.field("sequence_identifier").eq(user.id().toString()))
                .orderBy(DSL.field("sequence_index"))
                .fetchInto(type);
    }
}
