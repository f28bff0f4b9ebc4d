package io.fluvius.kernel;

import io.axoniq.axonserver.connector.AxonServerException;
import io.grpc.StatusRuntimeException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.commandhandling.distributed.CommandDispatchException;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.axonframework.messaging.HandlerExecutionException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;

/** What callers are told about an exception, whichever layer it comes from. */
public final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** SQL states in which the database could not be reached: connection lost, too many, shut down, cannot start. */
    private static final Set<String> UNREACHABLE = Set.of("08", "53", "57", "90");

    private Failures() {}

    /**
     * The problem that an exception means for the caller. One that nobody foresaw is {@link ProblemCode#INTERNAL}: it is
     * logged here under a new incident number, and the problem says nothing but that number.
     */
    public static Problem problemOf(Throwable failure) {
        return causes(failure)
                .flatMap(cause -> Stream.ofNullable(translate(cause)))
                .findFirst()
                .orElseGet(() -> incident(failure));
    }

    /** Whether a command failed only because another one was faster, so that it may be tried again. */
    public static boolean isLostRace(Throwable failure) {
        return causes(failure).anyMatch(Failures::lostRace);
    }

    /** Whether a failure says nothing about what was attempted, only that the moment was bad: the same may work later. */
    public static boolean isPassing(Throwable failure) {
        return causes(failure).anyMatch(cause -> lostRace(cause) || unreachable(cause));
    }

    private static @Nullable Problem translate(Throwable failure) {
        return switch (failure) {
            case ProblemException known -> known.problem();
            case Rejected rejected -> rejection(rejected.reason());
            case HandlerExecutionException elsewhere -> fromDetails(elsewhere);
            case AggregateStreamCreationException taken ->
                Problem.of(ProblemCode.ALREADY_EXISTS, "An aggregate with this id exists already");
            case AggregateDeletedException deleted -> Problem.of(ProblemCode.NOT_FOUND, "The aggregate was deleted");
            case AggregateNotFoundException missing ->
                Problem.of(ProblemCode.NOT_FOUND, "There is no aggregate with this id");
            default -> infrastructure(failure);
        };
    }

    private static @Nullable Problem infrastructure(Throwable failure) {
        if (lostRace(failure)) {
            return Problem.of(ProblemCode.CONFLICT, "Other commands changed the same aggregate at the same time");
        }
        return unreachable(failure)
                ? Problem.of(ProblemCode.UNAVAILABLE, "The store cannot be reached; try again")
                : null;
    }

    private static boolean lostRace(Throwable failure) {
        return switch (failure) {
            case AggregateStreamCreationException creation -> false;
            case ConcurrencyException concurrent -> true;
            case ConcurrencyFailureException concurrent -> true;
            case HandlerExecutionException elsewhere -> AxonServerFailures.isLostRace(elsewhere);
            case StatusRuntimeException server -> AxonServerFailures.isLostRace(server);
            // SQL class 40 is "transaction rollback"; the others are the lock timeouts of H2 and PostgreSQL
            case SQLException sql ->
                sqlState(sql).startsWith("40") || Set.of("HYT00", "55P03").contains(sqlState(sql));
            default -> false;
        };
    }

    private static boolean unreachable(Throwable failure) {
        return switch (failure) {
            case SQLTransientConnectionException noConnection -> true;
            // the application is stopping
            case RejectedExecutionException stopping -> true;
            case TimeoutException late -> true;
            case NoHandlerForCommandException disconnected -> true;
            case CommandDispatchException disconnected -> true;
            // the server itself says so, as when the connection to another node is lost; handlers fail otherwise
            case org.axonframework.axonserver.connector.AxonServerException server -> true;
            case HandlerExecutionException elsewhere -> AxonServerFailures.isRunning(elsewhere);
            case AxonServerException server -> AxonServerFailures.isUnreachable(server);
            case StatusRuntimeException server -> AxonServerFailures.isUnreachable(server);
            case SQLException sql ->
                sqlState(sql).length() == 5 && isUnreachable(sqlState(sql)) || DatabasePools.isClosed(sql);
            default -> false;
        };
    }

    private static boolean isUnreachable(String state) {
        // H2 keeps all of its own errors in class 90; these say that the database cannot be opened, the connection is
        // broken
        return state.startsWith("90")
                ? Set.of("90020", "90067").contains(state)
                : UNREACHABLE.contains(state.substring(0, 2));
    }

    private static String sqlState(SQLException failure) {
        return failure.getSQLState() == null ? "" : failure.getSQLState();
    }

    private static @Nullable Problem fromDetails(HandlerExecutionException failure) {
        Object details = failure.getDetails().orElse(null);
        return switch (details) {
            case null -> infrastructure(failure);
            case Problem problem -> problem;
            case Record reason -> rejection(reason);
            default -> null;
        };
    }

    private static Problem rejection(Record reason) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("rejection", Names.kebab(reason.getClass()));
        for (var component : reason.getClass().getRecordComponents()) {
            Object value = Component.valueOf(component, reason);
            if (value != null) {
                members.put(component.getName(), value);
            }
        }
        return new Problem(
                ProblemCode.REJECTED, "The domain refuses this: " + Names.words(reason.getClass()), List.of(), members);
    }

    private static Problem incident(Throwable failure) {
        UUID incident = Identifiers.next();
        LOG.error("Incident {}", incident, failure);
        return Problem.of(ProblemCode.INTERNAL, "Something went wrong on our side")
                .with("incident", incident.toString());
    }

    private static Stream<Throwable> causes(Throwable failure) {
        // a chain longer than this is a cycle
        return Stream.iterate(failure, it -> it != null, Throwable::getCause).limit(32);
    }
}
