package io.fluvius.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domains;
import io.fluvius.command.CommandResponse;
import io.fluvius.domain.AggregateRef;
import io.fluvius.environment.OwnApplication;
import io.fluvius.environment.UsersOfANode;
import io.fluvius.progress.Position;
import io.fluvius.query.Filter;
import io.fluvius.query.StateManager;
import io.fluvius.user.UserView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/** A directory that is made anew from so many events that its processor has a backlog. */
@Isolated("another application that boots resets the levels of the log")
@OwnApplication("stops the processor and empties its tables")
@ExtendWith(OutputCaptureExtension.class)
abstract class BacklogJourney {

    static final String SMALL = "fluvius.node.backlog-batch-size=50";
    static final String BRIEF = "fluvius.node.claim-timeout=2s";
    static final String TOLD = "logging.level.io.fluvius.processing.BacklogProcessor=info";

    private static final String PROCESSOR = "user-directory";
    private static final int USERS = 40;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String WORKING = PROCESSOR + " starts to process its backlog";

    @Autowired
    private Domains domains;

    @Autowired
    private StateManager state;

    @Autowired
    private EventProcessingConfiguration processing;

    @Autowired
    private JdbcTemplate database;

    private UsersOfANode users;
    private Position last = Position.START;

    @BeforeEach
    void usersWithAPast() {
        users = UsersOfANode.of(domains);
        for (int number = 0; number < USERS; number++) {
            AggregateRef user = users.create();
            done(users.run("update-user", Map.of("name", "Renamed " + number), user));
            done(users.run("lock-user", Map.of("reason", "Too many attempts"), user));
            if (number % 4 == 0) {
                done(users.run("delete-user", user));
            }
        }
        assertThat(all()).hasSizeGreaterThanOrEqualTo(USERS * 3 / 4);
    }

    @Test
    void every_user_is_as_before_and_events_go_on(CapturedOutput log) {
        List<UserView> before = all();
        processor().shutDown();
        forget();

        processor().start();

        assertThat(all()).isEqualTo(before);
        assertThat(log).contains(WORKING);
        AggregateRef next = users.create();
        done(users.run("update-user", Map.of("name", "Someone new"), next));
        assertThat(state.after(last, LONG)
                        .fetch(UserView.class, next.id())
                        .name()
                        .value())
                .isEqualTo("Someone new");
        assertThat(processor().isRunning()).isTrue();
    }

    @Test
    void it_can_be_stopped_at_any_time_and_goes_on_from_there() {
        List<UserView> before = all();
        processor().shutDown();
        forget();

        for (int attempt = 0; attempt < 20; attempt++) {
            processor().start();
            assertThat(processor().isRunning()).isTrue();
            processor().shutDown();
            assertThat(processor().isRunning()).isFalse();
        }
        processor().start();

        assertThat(all()).isEqualTo(before);
    }

    @Test
    void a_processor_that_never_ran_gets_its_segments_first(CapturedOutput log) {
        List<UserView> before = all();
        processor().shutDown();
        database.update("delete from token_entry where processor_name = ?", PROCESSOR);
        database.update("delete from user_view");

        processor().start();

        assertThat(all()).isEqualTo(before);
        assertThat(log).contains(WORKING);
        assertThat(database.queryForObject(
                        "select count(*) from token_entry where processor_name = ?", Integer.class, PROCESSOR))
                .isEqualTo(4);
    }

    @Test
    void an_event_that_cannot_be_applied_is_parked_and_its_neighbours_go_on() {
        UUID nobody = UUID.randomUUID();
        database.update(
                "insert into domain_event (event_identifier, aggregate_identifier, sequence_number, aggregate_type,"
                        + " time_stamp, payload_type, payload_revision, payload, meta_data) select ?, ?, 1, aggregate_type,"
                        + " time_stamp, payload_type, payload_revision, payload, meta_data from domain_event"
                        + " where payload_type = 'user.user-locked' fetch first 1 row only",
                UUID.randomUUID().toString(),
                nobody.toString());
        await().atMost(LONG).untilAsserted(() -> assertThat(parked(nobody)).isEqualTo(1));
        List<UserView> before = all();
        processor().shutDown();
        database.update("delete from dead_letter");
        forget();

        processor().start();

        assertThat(all()).isEqualTo(before);
        await().atMost(LONG).untilAsserted(() -> assertThat(parked(nobody)).isEqualTo(1));
        database.update("delete from dead_letter");
    }

    @Test
    void claims_of_a_node_that_was_killed_are_waited_for(CapturedOutput log) {
        List<UserView> before = all();
        processor().shutDown();
        forget();
        database.update(
                "update token_entry set owner = 'killed', time_stamp = ? where processor_name = ? and segment = 2",
                Instant.now().toString(),
                PROCESSOR);

        processor().start();

        assertThat(all()).isEqualTo(before);
        assertThat(log).contains(WORKING, PROCESSOR + " finds a segment claimed");
    }

    private StreamingEventProcessor processor() {
        return processing
                .eventProcessor(PROCESSOR, StreamingEventProcessor.class)
                .orElseThrow();
    }

    private void forget() {
        database.update("delete from user_view");
        processor().resetTokens();
    }

    private void done(CommandResponse response) {
        last = response.orThrow().position();
    }

    private List<UserView> all() {
        return new ArrayList<>(state.after(last, LONG)
                .find(UserView.class, Filter.where("version.gte", 0))
                .toList());
    }

    private int parked(UUID user) {
        return database.queryForObject(
                "select count(*) from dead_letter where sequence_identifier = ?", Integer.class, user.toString());
    }
}
