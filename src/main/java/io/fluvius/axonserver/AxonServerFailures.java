package io.fluvius.axonserver;

import io.axoniq.axonserver.connector.AxonServerException;
import io.axoniq.axonserver.connector.ErrorCategory;
import io.fluvius.command.CommandReceipts;
import io.fluvius.problem.Failure;
import io.fluvius.problem.FailureClassifier;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.EnumSet;
import java.util.Set;
import org.axonframework.messaging.HandlerExecutionException;
import org.jspecify.annotations.Nullable;

/** Classifies the exceptions of Axon Server, of its connector and of gRPC. */
final class AxonServerFailures implements FailureClassifier {

    /** "Invalid sequence number". An exception of another node arrives as its message only. */
    private static final String INVALID_SEQUENCE = "[AXONIQ-2000]";

    /** The server cannot be reached, closed the connection, or does not answer. */
    private static final Set<Status.Code> UNREACHABLE_STATES =
            EnumSet.of(Status.Code.UNAVAILABLE, Status.Code.CANCELLED, Status.Code.DEADLINE_EXCEEDED);

    private static final Set<ErrorCategory> UNREACHABLE_CATEGORIES = Set.of(
            ErrorCategory.CONNECTION_FAILED,
            ErrorCategory.COMMAND_DISPATCH_ERROR,
            ErrorCategory.NO_EVENT_STORE_MASTER_AVAILABLE);

    @Override
    public @Nullable Failure classify(Throwable exception) {
        return switch (exception) {
            // the server itself reports this, for instance when the connection to another node is lost
            case org.axonframework.axonserver.connector.AxonServerException server -> Failure.unavailable();
            case AxonServerException server ->
                UNREACHABLE_CATEGORIES.contains(server.getErrorCategory()) ? Failure.unavailable() : null;
            case StatusRuntimeException server -> classify(server);
            case HandlerExecutionException remote ->
                remote.getDetails().isEmpty() ? classify(String.valueOf(remote.getMessage())) : null;
            default -> null;
        };
    }

    private static @Nullable Failure classify(StatusRuntimeException server) {
        if (String.valueOf(server.getMessage()).contains(INVALID_SEQUENCE)) {
            return Failure.lostRace();
        }
        return UNREACHABLE_STATES.contains(server.getStatus().getCode()) ? Failure.unavailable() : null;
    }

    private static @Nullable Failure classify(String message) {
        if (message.contains(INVALID_SEQUENCE)) {
            return Failure.lostRace();
        }
        return isRunning(message) ? Failure.unavailable(CommandReceipts.RUNNING) : null;
    }

    /** The server refuses a command while it dispatches another command with the same id. */
    private static boolean isRunning(String message) {
        return message.startsWith("command id ") && message.endsWith(" duplicated");
    }
}
