package io.fluvius.bench.query;

import io.fluvius.bench.KeepAliveConnection;
import io.fluvius.bench.KeepAliveConnection.Answer;
import io.fluvius.bench.WrongAnswerException;
import io.fluvius.domain.text.StrictJson;
import io.fluvius.user.UserView;
import java.io.IOException;
import java.util.List;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** A list of users over HTTP, including the client's parsing of the response. */
final class UsersOverHttp implements AutoCloseable {

    private static final JsonMapper JSON =
            StrictJson.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final KeepAliveConnection connection;
    private final String path;

    UsersOverHttp(int port, String path) throws IOException {
        this.connection = new KeepAliveConnection(port);
        this.path = path;
    }

    List<UserView> query(Object request) throws IOException {
        Answer answer = connection.send("POST", path, JSON.writeValueAsString(request));
        if (answer.status() != 200) {
            throw new WrongAnswerException("HTTP " + answer.status() + ": " + answer.body());
        }
        return List.of(JSON.treeToValue(JSON.readTree(answer.body()).get("data"), UserView[].class));
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
