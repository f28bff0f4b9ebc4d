package io.fluvius.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends commands to the application.
 *
 * @param port the current port of the application, which need not be running
 */
record ServiceClient(IntSupplier port) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    /** Longer than the application takes to respond with {@code unavailable}. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(20);

    /** The time within which the application must answer again after a fault. */
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    static ServiceClient of(ConfigurableApplicationContext application) {
        int port = application.getBean(Environment.class).getRequiredProperty("local.server.port", Integer.class);
        return new ServiceClient(() -> port);
    }

    /** @throws IOException when there is no response */
    CommandResult send(LoadCommand command) throws IOException {
        return exchange(HttpRequest.newBuilder(uri("/api/commands/" + command.command()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(command.json())));
    }

    /** Fails unless a new user can be created and read within ten seconds. */
    void assertAnswersAgain() {
        LoadCommand command = LoadCommand.creation(UUID.randomUUID(), UUID.randomUUID() + "@example.com");
        await().atMost(RECOVERY).ignoreExceptionsInstanceOf(IOException.class).untilAsserted(() -> {
            CommandResult created = send(command);
            assertThat(created.status()).as("%s", created.body()).isEqualTo(201);
            CommandResult read = get("/api/users/" + command.user() + "?after=" + created.position());
            assertThat(read.status()).as("%s", read.body()).isEqualTo(200);
        });
    }

    /** @throws IOException when there is no response */
    CommandResult get(String path) throws IOException {
        return exchange(HttpRequest.newBuilder(uri(path)));
    }

    private CommandResult exchange(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response =
                    HTTP.send(request.timeout(RESPONSE_TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
            return new CommandResult(response.statusCode(), JSON.readTree(response.body()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port.getAsInt() + path);
    }
}
