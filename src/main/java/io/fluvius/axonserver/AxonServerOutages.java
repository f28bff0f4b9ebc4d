package io.fluvius.axonserver;

import io.axoniq.axonserver.connector.AxonServerException;
import io.fluvius.problem.Failure;
import io.fluvius.problem.Failures;
import io.fluvius.problem.StoreOutages;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.net.ConnectException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** Logs the outages of Axon Server. Safe for use by many threads. */
final class AxonServerOutages extends StoreOutages {

    private final AxonServerFailures failures = new AxonServerFailures();
    private final BooleanSupplier isConnected;
    private volatile boolean isStopping;

    /** @param isConnected whether this node is connected to the server */
    AxonServerOutages(BooleanSupplier isConnected, LongSupplier nanoTime) {
        super("Axon Server", nanoTime);
        this.isConnected = isConnected;
    }

    @Override
    protected @Nullable Trouble trouble(Throwable failure, boolean isOut) {
        if (Failures.causes(failure).noneMatch(this::isUnreachable)) {
            return null;
        }
        if (isStopping) {
            return Trouble.CONSEQUENCE;
        }
        return Failures.causes(failure).anyMatch(ConnectException.class::isInstance)
                ? new Trouble("it accepts no connections", "The node connects again as soon as that is possible.")
                : new Trouble("the connection broke", "The node connects again as soon as that is possible.");
    }

    private boolean isUnreachable(Throwable cause) {
        boolean isOfServer = cause instanceof StatusRuntimeException
                || cause instanceof StatusException
                || cause instanceof AxonServerException;
        Failure failure = isOfServer ? failures.classify(cause) : null;
        return failure != null && failure.kind() == Failure.Kind.UNAVAILABLE;
    }

    /** From now on, the node itself closes the connection, which processors may notice. */
    @EventListener(ContextClosedEvent.class)
    void stopping() {
        isStopping = true;
    }

    @Override
    protected boolean answers() {
        return isConnected.getAsBoolean();
    }
}
