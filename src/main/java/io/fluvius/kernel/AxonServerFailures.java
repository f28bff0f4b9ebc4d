package io.fluvius.kernel;

import io.axoniq.axonserver.connector.AxonServerException;
import io.axoniq.axonserver.connector.ErrorCategory;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.EnumSet;
import java.util.Set;

/** What failures of Axon Server, and of the way to it, mean. */
final class AxonServerFailures {

    /** "Invalid sequence number"; between nodes nothing but the message is left of it. */
    private static final String INVALID_SEQUENCE = "[AXONIQ-2000]";

    /** The server cannot be reached, or is gone, or does not answer. */
    private static final Set<Status.Code> UNREACHABLE =
            EnumSet.of(Status.Code.UNAVAILABLE, Status.Code.CANCELLED, Status.Code.DEADLINE_EXCEEDED);

    private AxonServerFailures() {}

    static boolean isLostRace(RuntimeException failure) {
        return String.valueOf(failure.getMessage()).contains(INVALID_SEQUENCE);
    }

    /** The words with which the server refuses a command whose id it is handing on at this moment. */
    static boolean isRunning(RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith("command id ") && message.endsWith(" duplicated");
    }

    static boolean isUnreachable(StatusRuntimeException failure) {
        return UNREACHABLE.contains(failure.getStatus().getCode());
    }

    static boolean isUnreachable(AxonServerException failure) {
        return failure.getErrorCategory() == ErrorCategory.CONNECTION_FAILED
                || failure.getErrorCategory() == ErrorCategory.COMMAND_DISPATCH_ERROR
                || failure.getErrorCategory() == ErrorCategory.NO_EVENT_STORE_MASTER_AVAILABLE;
    }
}
