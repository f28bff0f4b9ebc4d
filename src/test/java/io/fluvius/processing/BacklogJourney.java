package io.fluvius.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.fluvius.Domains;
import io.fluvius.command.CommandResponse;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Position;
import io.fluvius.environment.CapturedLog;
import io.fluvius.environment.EventsInDatabase;
import io.fluvius.environment.OwnApplication;
import io.fluvius.environment.ThreadDumpOnFailure;
import io.fluvius.environment.UsersOfANode;
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
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** A projection is rebuilt from so many events that its processor has a backlog. */
@ResourceLock("log of BacklogProcessor")
@OwnApplication("stops the processor and empties its tables")
@ExtendWith(ThreadDumpOnFailure.class)
@EventsInDatabase("inserts and counts stored events")
abstract class BacklogJourney {

    static final String SMALL_BATCH = "fluvius.node.backlog-batch-size=50";
    static final String SHORT_CLAIM = "fluvius.node.claim-timeout=2s";
    static final String FOUR_SEGMENTS = "fluvius.node.segments=4";

    private static final String PROCESSOR = "user-directory";
    private static final int USERS = 40;
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);
    private static final String STARTED = PROCESSOR + " starts to process its backlog";

    @Autowired
    private Domains domains;

    @Autowired
    private StateManager state;

    @Autowired
    private EventProcessingConfiguration processing;

    @Autowired
    private JdbcTemplate database;

    private final CapturedLog log = new CapturedLog(BacklogProcessor.class);
    private UsersOfANode users;
    private Position last = Position.START;

    @BeforeEach
    void createUsersWithHistory() {
        users = UsersOfANode.of(domains);
        for (int number = 0; number < USERS; number++) {
            AggregateRef user = users.create();
            expectSuccess(users.run("update-user", Map.of("name", "Renamed " + number), user));
            expectSuccess(users.run("lock-user", Map.of("reason", "Too many attempts"), user));
            if (number % 4 == 0) {
                expectSuccess(users.run("delete-user", user));
            }
        }
        assertThat(all()).hasSizeGreaterThanOrEqualTo(USERS * 3 / 4);
    }

    @AfterEach
    void stopCapturing() {
        log.close();
    }

    @Test
    void a_rebuild_restores_every_user_and_continues_with_new_events() {
        List<UserView> before = all();
        processor().shutDown();
        resetProjection();

        processor().start();

        assertThat(all()).isEqualTo(before);
        assertThat(log.messages()).contains(STARTED);
        AggregateRef next = users.create();
        expectSuccess(users.run("update-user", Map.of("name", "Renamed after the rebuild"), next));
        assertThat(state.after(last, MAX_WAIT)
                        .fetch(UserView.class, next.id())
                        .name()
                        .value())
                .isEqualTo("Renamed after the rebuild");
        assertThat(processor().isRunning()).isTrue();
    }

    @Test
    void a_backlog_can_be_stopped_at_any_time_and_continued() {
        List<UserView> before = all();
        processor().shutDown();
        resetProjection();

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
    void a_processor_that_never_ran_creates_its_segments_first() {
        List<UserView> before = all();
        processor().shutDown();
        database.update("delete from token_entry where processor_name = ?", PROCESSOR);
        database.update("delete from user_view");

        processor().start();

        assertThat(all()).isEqualTo(before);
        assertThat(log.messages()).contains(STARTED);
        assertThat(database.queryForObject(
                        "select count(*) from token_entry where processor_name = ?", Integer.class, PROCESSOR))
                .isEqualTo(4);
    }

    @Test
    void an_event_that_fails_is_parked_and_other_events_are_handled() {
        UUID missingUser = UUID.randomUUID();
        database.update(
                "insert into domain_event (event_identifier, aggregate_identifier, sequence_number, aggregate_type,"
                        + " time_stamp, payload_type, payload_revision, payload, meta_data) select ?, ?, 1, aggregate_type,"
                        + " time_stamp, payload_type, payload_revision, replace(payload, aggregate_identifier, ?), meta_data"
                        + " from domain_event where payload_type = 'user.user-locked' fetch first 1 row only",
                UUID.randomUUID().toString(),
                missingUser.toString(),
                missingUser.toString());
        await().atMost(MAX_WAIT)
                .untilAsserted(() -> assertThat(parked(missingUser)).isEqualTo(1));
        List<UserView> before = all();
        processor().shutDown();
        database.update("delete from dead_letter");
        resetProjection();

        processor().start();

        assertThat(all()).isEqualTo(before);
        await().atMost(MAX_WAIT)
                .untilAsserted(() -> assertThat(parked(missingUser)).isEqualTo(1));
        database.update("delete from dead_letter");
    }

    @Test
    void a_processor_waits_until_the_claims_of_a_killed_node_expire() {
        List<UserView> before = all();
        processor().shutDown();
        resetProjection();
        claimByKilledNode(Instant.now().plus(MAX_WAIT));

        processor().start();

        await().atMost(MAX_WAIT)
                .untilAsserted(() -> assertThat(log.messages())
                        .contains(STARTED)
                        .anyMatch(it -> it.startsWith(PROCESSOR + " finds a segment claimed")));
        claimByKilledNode(Instant.now().minus(MAX_WAIT));
        assertThat(all()).isEqualTo(before);
    }

    @Test
    void a_token_that_was_set_back_brings_no_deleted_row_back_and_parks_nothing() {
        CommandResponse creation = users.created();
        expectSuccess(users.run("update-user", Map.of("name", "Renamed"), creation.aggregate()));
        expectSuccess(users.run("delete-user", creation.aggregate()));
        List<UserView> before = all();
        processor().shutDown();
        database.update(
                "update token_entry set token = ?, token_type = ? where processor_name = ?",
                "{\"globalIndex\":" + creation.position() + "}",
                GlobalSequenceTrackingToken.class.getName(),
                PROCESSOR);

        processor().start();

        assertThat(all()).isEqualTo(before);
        assertThat(parked(creation.aggregate().id())).isZero();
    }

    @Test
    void segments_cannot_be_changed_while_a_backlog_is_processed() {
        List<UserView> before = all();
        processor().shutDown();
        resetProjection();
        claimByKilledNode(Instant.now().plus(MAX_WAIT));
        processor().start();

        assertThat(processor().splitSegment(0)).isCompletedExceptionally();
        assertThat(processor().mergeSegment(0)).isCompletedExceptionally();
        assertThat(processor().claimSegment(0)).isCompletedExceptionally();
        assertThatIllegalStateException()
                .isThrownBy(() -> processor().releaseSegment(0))
                .withMessageContaining("is processing its backlog");

        claimByKilledNode(Instant.now().minus(MAX_WAIT));
        assertThat(all()).isEqualTo(before);
    }

    private StreamingEventProcessor processor() {
        return processing
                .eventProcessor(PROCESSOR, StreamingEventProcessor.class)
                .orElseThrow();
    }

    private void claimByKilledNode(Instant latestExtension) {
        database.update(
                "update token_entry set owner = 'killed', time_stamp = ? where processor_name = ? and segment = 2",
                latestExtension.toString(),
                PROCESSOR);
    }

    private void resetProjection() {
        database.update("delete from user_view");
        processor().resetTokens();
    }

    private void expectSuccess(CommandResponse response) {
        last = response.orThrow().position();
    }

    private List<UserView> all() {
        return new ArrayList<>(state.after(last, MAX_WAIT)
                .find(UserView.class, Filter.where("version.gte", 0))
                .toList());
    }

    private int parked(UUID user) {
        return database.queryForObject(
                "select count(*) from dead_letter where sequence_identifier = ?", Integer.class, user.toString());
    }
}
