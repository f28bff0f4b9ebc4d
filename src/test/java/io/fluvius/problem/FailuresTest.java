package io.fluvius.problem;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import io.axoniq.axonserver.connector.AxonServerException;
import io.axoniq.axonserver.connector.ErrorCategory;
import io.fluvius.domain.Rejected;
import io.fluvius.environment.KnownFailures;
import io.fluvius.problem.FailuresTest.ShopRejection.ClosedOnSundays;
import io.grpc.Status;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.axonframework.axonserver.connector.command.AxonServerCommandDispatchException;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.axonframework.messaging.HandlerExecutionException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;

@Isolated("no other test may log an incident")
class FailuresTest {

    private static final Failures FAILURES = KnownFailures.all();

    private static final Problem PROBLEM = Problem.of(ProblemCode.VERSION_MISMATCH, "The aggregate is at version 3")
            .with("actual", 3L)
            .at("/version", "is outdated");

    sealed interface ShopRejection {
        record ClosedOnSundays(DayOfWeek day, @Nullable String hint) implements ShopRejection {}
    }

    private final Logger log = (Logger) LoggerFactory.getLogger(Failures.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void attachAppender() {
        log.setAdditive(false);
        log.addAppender(logged);
        logged.start();
    }

    @AfterEach
    void detachAppender() {
        log.detachAppender(logged);
        log.setAdditive(true);
    }

    @Nested
    class A_problem {

        @ParameterizedTest
        @MethodSource("carriers")
        void is_returned_unchanged(Throwable carrier) {
            assertThat(FAILURES.problemOf(carrier)).isEqualTo(PROBLEM);
        }

        static Stream<Throwable> carriers() {
            return Stream.of(
                    PROBLEM.asException(),
                    new CompletionException(PROBLEM.asException()),
                    new RuntimeException(new ExecutionException(new IllegalStateException(PROBLEM.asException()))),
                    new CommandExecutionException("from another node", null, PROBLEM),
                    new CompletionException(new CommandExecutionException("from another node", null, PROBLEM)));
        }

        @ParameterizedTest
        @EnumSource
        void may_end_by_itself_if_a_store_or_the_state_was_not_ready(ProblemCode code) {
            boolean mayEnd = code == ProblemCode.UNAVAILABLE || code == ProblemCode.CONSISTENCY_TIMEOUT;

            assertThat(FAILURES.isTransient(Problem.of(code, "any").asException()))
                    .isEqualTo(mayEnd);
        }

        @Test
        void of_an_outer_exception_takes_precedence_over_its_causes() {
            HandlerExecutionException outer =
                    new CommandExecutionException("outer", new SQLException("inner", "40001"), PROBLEM);

            assertThat(FAILURES.problemOf(outer)).isEqualTo(PROBLEM);
        }
    }

    @Nested
    class A_rejection {

        @Test
        void has_its_name_and_its_components_as_members() {
            Problem problem = FAILURES.problemOf(new Rejected(new ClosedOnSundays(DayOfWeek.SUNDAY, "Try Monday")));

            assertThat(problem.code()).isEqualTo(ProblemCode.REJECTED);
            assertThat(problem.members())
                    .isEqualTo(Map.of(
                            "rejection", "closed-on-sundays",
                            "day", DayOfWeek.SUNDAY,
                            "hint", "Try Monday"));
            assertThat(problem.errors()).isEmpty();
        }

        @Test
        void omits_components_without_a_value() {
            Problem problem = FAILURES.problemOf(new Rejected(new ClosedOnSundays(DayOfWeek.SUNDAY, null)));

            assertThat(problem.members()).containsOnlyKeys("rejection", "day");
        }

        @Test
        void from_another_node_gives_the_same_problem() {
            ClosedOnSundays reason = new ClosedOnSundays(DayOfWeek.SUNDAY, null);

            assertThat(FAILURES.problemOf(new CommandExecutionException("elsewhere", null, reason)))
                    .isEqualTo(FAILURES.problemOf(new Rejected(reason)));
        }
    }

    @Nested
    class An_aggregate {

        @Test
        void that_already_exists_gives_already_exists() {
            assertCode(new AggregateStreamCreationException("taken"), ProblemCode.ALREADY_EXISTS);
        }

        @Test
        void that_was_deleted_gives_not_found() {
            assertCode(new AggregateDeletedException("id"), ProblemCode.NOT_FOUND);
        }

        @Test
        void that_never_existed_gives_not_found() {
            assertCode(new AggregateNotFoundException("id", "nothing there"), ProblemCode.NOT_FOUND);
        }
    }

    @Nested
    class A_lost_race {

        /** The message with which Axon Server 4.6 rejects an append. */
        @Test
        void is_recognized_by_the_message_of_axon_server() {
            CommandExecutionException refused = new CommandExecutionException(
                    "OUT_OF_RANGE: [AXONIQ-2000] Invalid sequence number 0 for aggregate 1, expected 1", null);

            assertThat(FAILURES.isLostRace(refused)).isTrue();
            assertThat(FAILURES.problemOf(refused).code()).isEqualTo(ProblemCode.CONFLICT);
        }

        @ParameterizedTest
        @MethodSource("lostRaces")
        void is_a_conflict_that_may_be_retried(Throwable lostRace) {
            assertCode(lostRace, ProblemCode.CONFLICT);
            assertThat(FAILURES.isLostRace(lostRace)).isTrue();
            assertThat(FAILURES.isLostRace(new CompletionException(lostRace))).isTrue();
        }

        static Stream<Throwable> lostRaces() {
            return Stream.of(
                    new ConcurrencyException("another event has that number"),
                    new CannotAcquireLockException("locked"),
                    new OptimisticLockingFailureException("changed"),
                    Status.OUT_OF_RANGE
                            .withDescription("[AXONIQ-2000] Invalid sequence number 0 for aggregate 1, expected 1")
                            .asRuntimeException(),
                    new SQLException("serialization failure", "40001"),
                    new SQLException("deadlock", "40P01"),
                    new SQLException("lock timeout", "HYT00"));
        }

        @ParameterizedTest
        @MethodSource("otherFailures")
        void is_no_other_failure(Throwable other) {
            assertThat(FAILURES.isLostRace(other)).isFalse();
        }

        static Stream<Throwable> otherFailures() {
            return Stream.of(
                    new AggregateStreamCreationException("taken"),
                    PROBLEM.asException(),
                    new SQLException("unique", "23505"),
                    new SQLException("no state"),
                    new IllegalStateException());
        }
    }

    @Nested
    class The_store {

        @ParameterizedTest
        @ValueSource(strings = {"08001", "08006", "53300", "57P01", "57P03", "90020", "90067", "90098", "90121"})
        void is_unavailable_when_the_connection_fails(String state) {
            assertCode(new SQLException("gone", state), ProblemCode.UNAVAILABLE);
            assertCode(
                    new DataAccessResourceFailureException("gone", new SQLException("gone", state)),
                    ProblemCode.UNAVAILABLE);
            assertThat(FAILURES.isLostRace(new SQLException("gone", state))).isFalse();
        }

        @Test
        void is_unavailable_when_the_pool_has_no_free_connection() {
            assertCode(new SQLTransientConnectionException("the pool is empty"), ProblemCode.UNAVAILABLE);
        }

        @ParameterizedTest
        @MethodSource("unreachable")
        void is_unavailable_when_axon_server_does_not_respond(Throwable failure) {
            assertCode(failure, ProblemCode.UNAVAILABLE);
            assertThat(FAILURES.isLostRace(failure)).isFalse();
        }

        static Stream<Throwable> unreachable() {
            return Stream.of(
                    Status.UNAVAILABLE.asRuntimeException(),
                    Status.CANCELLED.asRuntimeException(),
                    Status.DEADLINE_EXCEEDED.asRuntimeException(),
                    new AxonServerException(ErrorCategory.CONNECTION_FAILED, "gone", "client"),
                    new AxonServerException(ErrorCategory.COMMAND_DISPATCH_ERROR, "gone", "client"),
                    new ExecutionException("Timeout while executing request", new TimeoutException()),
                    new NoHandlerForCommandException("disconnected"),
                    new AxonServerCommandDispatchException("AXONIQ-4003", "no connection", new IllegalStateException()),
                    new org.axonframework.axonserver.connector.AxonServerException(
                            "AXONIQ-0001", "Connection lost while executing command on: 1@node"),
                    new CommandExecutionException("command id 0d576468 duplicated", null));
        }

        @Test
        void is_not_unavailable_when_axon_server_rejects_a_request() {
            assertCode(Status.INVALID_ARGUMENT.asRuntimeException(), ProblemCode.INTERNAL);
            assertCode(new AxonServerException(ErrorCategory.OTHER, "bad", "client"), ProblemCode.INTERNAL);
        }

        @ParameterizedTest
        @ValueSource(strings = {"42601", "22001", "23505", "90022", "90000", "08", "9"})
        void is_not_unavailable_when_the_database_refuses_a_statement(String state) {
            assertCode(new SQLException("bad", state), ProblemCode.INTERNAL);
        }

        @Test
        void is_not_unavailable_without_an_sql_state() {
            assertCode(new SQLException("bad"), ProblemCode.INTERNAL);
        }
    }

    @Nested
    class An_unexpected_failure {

        @ParameterizedTest
        @MethodSource("unexpected")
        void has_an_incident_number_and_no_other_information(Throwable exception) {
            Problem problem = FAILURES.problemOf(exception);

            assertThat(problem.code()).isEqualTo(ProblemCode.INTERNAL);
            assertThat(problem.members()).containsOnlyKeys("incident");
            assertThat(problem.errors()).isEmpty();
            assertThat(problem.toString()).doesNotContain("secret", "java", "Exception");
            assertThat(problem.members().get("incident").toString()).satisfies(UUID::fromString);
        }

        @Test
        void is_logged_under_its_incident_number() {
            IllegalStateException exception = new IllegalStateException("secret");

            Object incident = FAILURES.problemOf(exception).members().get("incident");

            assertThat(logged.list).singleElement().satisfies(entry -> {
                assertThat(entry.getLevel()).isEqualTo(Level.ERROR);
                assertThat(entry.getFormattedMessage()).contains(incident.toString());
                assertThat(((ThrowableProxy) entry.getThrowableProxy()).getThrowable())
                        .isSameAs(exception);
            });
        }

        @Test
        void is_the_only_kind_that_is_logged() {
            FAILURES.problemOf(PROBLEM.asException());
            FAILURES.problemOf(new Rejected(new ClosedOnSundays(DayOfWeek.SUNDAY, null)));
            FAILURES.problemOf(new ConcurrencyException("lost"));

            assertThat(logged.list).isEmpty();
        }

        static Stream<Throwable> unexpected() {
            return Stream.of(
                    new IllegalStateException("secret"),
                    new StackOverflowError("secret"),
                    new CommandExecutionException("secret", null),
                    new CommandExecutionException("secret", null, List.of("secret")),
                    new CompletionException("secret", new SQLException("secret", "42601")));
        }

        @Test
        void has_a_new_incident_number_each_time() {
            IllegalStateException exception = new IllegalStateException();

            assertThat(FAILURES.problemOf(exception).members())
                    .isNotEqualTo(FAILURES.problemOf(exception).members());
        }

        @Test
        void may_be_its_own_cause() {
            Exception first = new Exception("first");
            Exception second = new Exception("second", first);
            first.initCause(second);

            assertCode(first, ProblemCode.INTERNAL);
            assertThat(FAILURES.isLostRace(first)).isFalse();
        }
    }

    private static void assertCode(Throwable failure, ProblemCode code) {
        assertThat(FAILURES.problemOf(failure).code()).isEqualTo(code);
    }
}
