package io.fluvius.http.resource;

import io.fluvius.http.request.Json;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.Change;
import io.fluvius.query.ChangeSubscription;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A response of server-sent events, as the HTML standard has them. For one thread. */
final class EventStream {

    /** How long a client waits before it comes back, in milliseconds. */
    private static final String HELLO = "retry: 1000\n\n";

    private static final String HEARTBEAT = ":\n\n";

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final ChangeJson json;
    private final Duration heartbeat;

    EventStream(HttpServletRequest request, HttpServletResponse response, ChangeJson json, Duration heartbeat) {
        this.request = request;
        this.response = response;
        this.json = json;
        this.heartbeat = heartbeat;
    }

    /** Tells changes until the client is gone or the application stops. */
    void tell(ChangeSubscription<?> following) throws IOException {
        // what goes wrong from the first one on is still a problem of the request
        Optional<? extends Change<?>> first = next(following, Duration.ZERO);
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        if (request.getMethod().equals("HEAD")) {
            // nothing of what follows would be sent, nor be found out who is gone
            return;
        }
        OutputStream out = response.getOutputStream();
        write(out, HELLO);
        if (first.isPresent()) {
            write(out, first.get());
        }
        response.flushBuffer();
        try {
            tell(following, out);
        } catch (ProblemException ended) {
            // the client comes back by itself, and is told then what is the matter
            response.flushBuffer();
        }
    }

    private void tell(ChangeSubscription<?> following, OutputStream out) throws IOException {
        while (!Thread.currentThread().isInterrupted()) {
            Optional<? extends Change<?>> change = next(following, Duration.ZERO);
            if (change.isEmpty()) {
                response.flushBuffer();
                change = next(following, heartbeat);
            }
            if (change.isEmpty()) {
                write(out, HEARTBEAT);
                response.flushBuffer();
            } else {
                write(out, change.get());
            }
        }
    }

    private static Optional<? extends Change<?>> next(ChangeSubscription<?> following, Duration patience) {
        try {
            return following.next(patience);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void write(OutputStream out, Change<?> change) throws IOException {
        String event = switch (change) {
            case Change.State<?> state -> event("state", json.state(state));
            case Change.Changed<?> changed -> event("changed", json.row(changed.row()));
            case Change.Removed<?> removed -> event("removed", removed(removed));
        };
        write(out, event + id(change.resumeToken()));
    }

    private static JsonNode removed(Change.Removed<?> removed) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", removed.id());
        data.put("version", removed.version());
        return Json.MAPPER.valueToTree(data);
    }

    /** JSON has no line breaks, so one line is enough. */
    private static String event(String name, JsonNode data) {
        return "event: " + name + "\ndata: " + data + "\n";
    }

    /** An empty one makes the client forget where it was, and begin with the state when it comes back. */
    private static String id(@Nullable String place) {
        return place == null ? "id:\n\n" : "id: " + place + "\n\n";
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
