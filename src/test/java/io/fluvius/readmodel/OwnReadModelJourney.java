package io.fluvius.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.fluvius.domain.CommandResult;
import io.fluvius.domain.Commands;
import io.fluvius.domain.Position;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.QueryAfter;
import io.fluvius.readmodel.NamesSeen.Names;
import io.fluvius.readmodel.NamesSeen.NamesOf;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserCommand.CreateUser;
import io.fluvius.user.UserCommand.UpdateUser;
import io.fluvius.user.UserId;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;

/** A read model that is no view: in the transaction of its batch, read after a position, parked, and rebuilt. */
abstract class OwnReadModelJourney {

    @TestConfiguration
    @Import({UsersPerDay.class, NamesSeen.class})
    static class ReadModels {}

    @Autowired
    private Commands commands;

    @Autowired
    private QueryGateway queries;

    @Autowired
    private NamesSeen namesSeen;

    @Autowired
    private EventProcessingConfiguration processing;

    @Test
    void users_are_counted_as_soon_as_they_are_created() {
        CommandResult before = create("Ann");
        long count = usersToday(before.position());

        List<CommandResult> created = IntStream.range(0, 50)
                .mapToObj(number -> create("Bob " + number))
                .toList();

        assertThat(usersToday(created.getLast().position())).isEqualTo(count + 50);

        rebuild("users-per-day");

        await().untilAsserted(() -> assertThat(usersToday(Position.START)).isEqualTo(count + 50));
    }

    @Test
    void a_position_that_is_not_reached_in_time_is_a_problem() {
        Position future = new Position(create("Ann").position().index() + 1000);

        assertThat(codeOf(() -> usersToday(future))).isEqualTo(ProblemCode.CONSISTENCY_TIMEOUT);
    }

    @Test
    void an_event_that_fails_leaves_nothing_behind_and_waits_while_others_go_on() {
        String poison = "Poison " + UUID.randomUUID();
        CommandResult ann = create("Ann");
        CommandResult bob = create("Bob");
        assertThat(names(ann, ann.position())).containsExactly("Ann");
        namesSeen.poisoned.add(poison);

        CommandResult failed = rename(ann, poison);
        rename(ann, "Ann Lee");
        CommandResult renamed = rename(bob, "Robert");

        await().untilAsserted(() -> assertThat(names(bob, Position.START)).containsExactly("Bob", "Robert"));
        assertThat(names(ann, Position.START)).containsExactly("Ann");
        assertThat(codeOf(() -> names(ann, failed.position()))).isEqualTo(ProblemCode.PROJECTION_PARKED);
        assertThat(codeOf(() -> names(bob, renamed.position()))).isEqualTo(ProblemCode.PROJECTION_PARKED);

        namesSeen.poisoned.clear();
        await().until(() -> processing
                .sequencedDeadLetterProcessor("names-seen")
                .orElseThrow()
                .processAny());

        assertThat(names(ann, renamed.position())).containsExactly("Ann", poison, "Ann Lee");
    }

    @Test
    void a_reset_rebuilds_it_and_forgets_what_was_parked() {
        String poison = "Poison " + UUID.randomUUID();
        CommandResult ann = create("Ann");
        namesSeen.poisoned.add(poison);
        rename(ann, poison);
        CommandResult last = rename(ann, "Ann Lee");
        await().until(() -> codeIfAny(() -> names(ann, last.position())) == ProblemCode.PROJECTION_PARKED);
        namesSeen.poisoned.clear();

        rebuild("names-seen");

        await().untilAsserted(() -> assertThat(names(ann, last.position())).containsExactly("Ann", poison, "Ann Lee"));
    }

    @Test
    void its_queries_cannot_write() {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(
                        () -> queries.query(new NamesSeen.Write(), Long.class).join())
                .withRootCauseInstanceOf(SQLException.class)
                .satisfies(failure -> assertThat(failure).hasCauseInstanceOf(DataAccessException.class));
    }

    private void rebuild(String processingGroup) {
        StreamingEventProcessor processor = processing
                .eventProcessor(processingGroup, StreamingEventProcessor.class)
                .orElseThrow();
        processor.shutDown();
        processor.resetTokens();
        processor.start();
    }

    private long usersToday(Position after) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return queries.query(QueryAfter.position(after, new UsersCreatedOn(today)), Long.class)
                .join();
    }

    private List<String> names(CommandResult user, Position after) {
        NamesOf query = new NamesOf(new UserId(user.aggregate().id()));
        return queries.query(QueryAfter.position(after, query), Names.class)
                .join()
                .names();
    }

    private CommandResult create(String name) {
        return commands.send(
                new CreateUser(new PersonName(name), new EmailAddress(UUID.randomUUID() + "@example.com")));
    }

    private CommandResult rename(CommandResult user, String name) {
        return commands.send(user.aggregate().id(), new UpdateUser(new PersonName(name), null));
    }

    private static ProblemCode codeOf(Runnable query) {
        ProblemCode code = codeIfAny(query);
        assertThat(code).isNotNull();
        return code;
    }

    private static @Nullable ProblemCode codeIfAny(Runnable query) {
        try {
            query.run();
            return null;
        } catch (CompletionException failure) {
            return ((ProblemException) failure.getCause()).problem().code();
        }
    }
}
