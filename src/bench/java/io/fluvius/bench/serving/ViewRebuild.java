package io.fluvius.bench.serving;

import static org.awaitility.Awaitility.await;

import io.fluvius.bench.KeepAliveConnection;
import io.fluvius.bench.KeepAliveConnection.Answer;
import io.fluvius.bench.WrongAnswerException;
import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A rebuild of the user directory, as an operator sees it over HTTP. */
final class ViewRebuild implements AutoCloseable {

    static final String PATH = "/api/operations/views/users/rebuild";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofMinutes(30);

    private final KeepAliveConnection connection;

    ViewRebuild(int port) throws IOException {
        this.connection = new KeepAliveConnection(port);
    }

    /** Starts a rebuild that replaces the table when a comparison has found no difference. */
    void start() throws IOException {
        state(connection.send("POST", PATH, "{\"swap\":\"when-equal\"}"), 202);
    }

    /**
     * Waits until the table has been replaced.
     *
     * @throws WrongAnswerException if the tables are not equal
     */
    void awaitSwap() {
        await().atMost(TIMEOUT).until(() -> isSwapped(state()));
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    private static boolean isSwapped(JsonNode state) {
        JsonNode diff = state.path("diff");
        if (diff.isObject() && !diff.path("equal").asBoolean()) {
            throw new WrongAnswerException("The tables differ: " + state);
        }
        return state.path("phase").asString().equals("swapped");
    }

    private JsonNode state() throws IOException {
        return state(connection.send("GET", PATH), 200);
    }

    private static JsonNode state(Answer answer, int status) {
        if (answer.status() != status) {
            throw new WrongAnswerException("HTTP " + answer.status() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
