package io.fluvius.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluvius.Domain;
import io.fluvius.Domains;
import io.fluvius.command.CommandResponse;
import io.fluvius.domain.Position;
import io.fluvius.environment.OwnApplication;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.Filter;
import io.fluvius.query.StateManager;
import io.fluvius.user.UserView;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** State that is being rebuilt is not reported as current. */
@OwnApplication("stops the processor and empties its table")
abstract class RebuildJourney {

    private static final Duration LONG = Duration.ofSeconds(10);

    private Domain users;

    @Autowired
    void use(Domains domains) {
        users = domains.named("user");
    }

    @Autowired
    private StateManager state;

    @Autowired
    private EventProcessingConfiguration processing;

    @Autowired
    private DSLContext database;

    @Test
    void state_that_is_being_rebuilt_includes_a_position_only_when_it_has_reached_it_again() {
        CommandResponse first = create();
        CommandResponse last = create();
        state.after(last.position(), LONG)
                .fetch(UserView.class, last.aggregate().id());
        StreamingEventProcessor processor = processing
                .eventProcessor("user-directory", StreamingEventProcessor.class)
                .orElseThrow();

        processor.shutDown();
        database.deleteFrom(DSL.table("user_view")).execute();
        processor.resetTokens();
        assertTimesOut(first);
        assertTimesOut(last);
        assertThat(state.position("user")).isEqualTo(Position.START);
        processor.start();

        assertThat(state.after(last.position(), LONG).findOne(UserView.class, email(last)))
                .isPresent();
        assertThat(state.after(first.position(), LONG)
                        .fetch(UserView.class, first.aggregate().id())
                        .version())
                .isZero();
    }

    private void assertTimesOut(CommandResponse created) {
        StateManager atOnce = state.after(created.position(), Duration.ZERO);
        UUID id = created.aggregate().id();
        assertThatThrownBy(() -> atOnce.fetch(UserView.class, id)).satisfies(RebuildJourney::isTimeout);
        assertThatThrownBy(() -> atOnce.find(UserView.class, Map.of()).toList()).satisfies(RebuildJourney::isTimeout);
    }

    private static void isTimeout(Throwable failure) {
        assertThat(((ProblemException) failure).problem().code()).isEqualTo(ProblemCode.CONSISTENCY_TIMEOUT);
    }

    private static Map<String, Object> email(CommandResponse created) {
        return Filter.where("id", created.aggregate().id());
    }

    private CommandResponse create() {
        return users.processCommand(users.createCommand(
                        "create-user", Map.of("name", "Jane", "email", UUID.randomUUID() + "@example.com")))
                .join()
                .orThrow();
    }
}
