package io.fluvius.http.resource;

import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.Change;
import io.fluvius.query.ChangeSubscription;
import io.fluvius.query.Query;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Sends changes as server-sent events, in the format of the HTML standard. For use by one thread. */
public final class EventStream {

    /** How long a client waits before it reconnects, in milliseconds. */
    private static final String RETRY = "retry: 1000\n\n";

    private static final String HEARTBEAT = ":\n\n";

    private record RemovedRow(UUID id, long version) {}

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Query<?> query;
    private final Function<Change.State<?>, @Nullable Object> state;
    private final Duration heartbeat;
    private final JsonMapper mapper;
    private final BooleanSupplier isWelcome;
    private long checkedAt = System.nanoTime();

    /**
     * Creates a stream of the changes to the rows of a query.
     *
     * @param state converts a part of the state to what is written as JSON
     * @param mapper writes it
     * @param isWelcome whether the credentials of the client are still accepted; it is asked once in each period of the heartbeat
     */
    public EventStream(
            HttpServletRequest request,
            HttpServletResponse response,
            Query<?> query,
            Function<Change.State<?>, @Nullable Object> state,
            Duration heartbeat,
            JsonMapper mapper,
            BooleanSupplier isWelcome) {
        this.request = request;
        this.response = response;
        this.query = query;
        this.state = state;
        this.heartbeat = heartbeat;
        this.mapper = mapper;
        this.isWelcome = isWelcome;
    }

    /** Sends changes until the client disconnects or the application stops. */
    public void send(ChangeSubscription<?> subscription) throws IOException {
        // read before the response begins, so that a failure can still be reported as a problem
        Optional<? extends Change<?>> first = Optional.empty();
        boolean isStopping = false;
        try {
            first = next(subscription, Duration.ZERO);
        } catch (ProblemException failure) {
            // browsers never reconnect after a problem, but another node may accept the stream
            isStopping = failure.problem().code() == ProblemCode.UNAVAILABLE;
            if (!isStopping) {
                throw failure;
            }
        }
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        if (request.getMethod().equals("HEAD")) {
            // a response without a body never fails to be written, so a disconnected client would not be detected
            return;
        }
        OutputStream out = response.getOutputStream();
        write(out, RETRY);
        if (first.isPresent()) {
            write(out, first.get());
        }
        response.flushBuffer();
        if (!isStopping) {
            sendUntilTheEnd(subscription, out);
        }
    }

    private void sendUntilTheEnd(ChangeSubscription<?> subscription, OutputStream out) throws IOException {
        try {
            sendFurtherChanges(subscription, out);
        } catch (ProblemException ended) {
            // the application is stopping: the client reconnects by itself
            response.flushBuffer();
        }
    }

    private void sendFurtherChanges(ChangeSubscription<?> subscription, OutputStream out) throws IOException {
        while (!Thread.currentThread().isInterrupted() && isWelcome()) {
            Optional<? extends Change<?>> change = next(subscription, Duration.ZERO);
            if (change.isEmpty()) {
                response.flushBuffer();
                change = next(subscription, heartbeat);
            }
            if (change.isEmpty()) {
                write(out, HEARTBEAT);
                response.flushBuffer();
            } else {
                write(out, change.get());
            }
        }
    }

    private boolean isWelcome() {
        if (System.nanoTime() - checkedAt < heartbeat.toNanos()) {
            return true;
        }
        checkedAt = System.nanoTime();
        return isWelcome.getAsBoolean();
    }

    private static Optional<? extends Change<?>> next(ChangeSubscription<?> subscription, Duration timeout) {
        try {
            return subscription.next(timeout);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void write(OutputStream out, Change<?> change) throws IOException {
        String event = switch (change) {
            case Change.State<?> part -> event("state", state.apply(part));
            case Change.Changed<?> changed -> event("changed", ResourceJson.row(changed.row(), query, mapper));
            case Change.Removed<?> removed -> event("removed", new RemovedRow(removed.id(), removed.version()));
        };
        write(out, event + "id: " + change.resumeToken() + "\n\n");
    }

    /** One line of data is enough, because the JSON is written without line breaks. */
    private String event(String name, @Nullable Object data) {
        return "event: " + name + "\ndata: " + mapper.writeValueAsString(data) + "\n";
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
