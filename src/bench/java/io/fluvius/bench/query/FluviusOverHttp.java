package io.fluvius.bench.query;

import io.fluvius.bench.Application;
import io.fluvius.bench.WrongAnswerException;
import io.fluvius.domain.text.StrictJson;
import io.fluvius.user.UserView;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The application over HTTP, including the client's parsing of the response. */
final class FluviusOverHttp implements AutoCloseable {

    private static final JsonMapper JSON = StrictJson.builder().build();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;

    FluviusOverHttp(Application application) {
        this.address = URI.create(application.url() + "/api/users/query");
    }

    List<UserView> page(RequestedPage page) throws IOException, InterruptedException {
        return query(page.request());
    }

    List<UserView> query(Map<String, Object> request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new WrongAnswerException("HTTP " + response.statusCode() + ": " + new String(response.body()));
        }
        return List.of(JSON.treeToValue(JSON.readTree(response.body()).get("data"), UserView[].class));
    }

    @Override
    public void close() {
        client.close();
    }
}
