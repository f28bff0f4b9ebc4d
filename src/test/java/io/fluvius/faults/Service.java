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
 * The application as its clients know it.
 *
 * @param port where it is served now; nobody need answer there
 */
record Service(IntSupplier port) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    /** Longer than the application takes to say that it cannot answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** How soon the application has to work again once a fault is over. */
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    static Service of(ConfigurableApplicationContext application) {
        int port = application.getBean(Environment.class).getRequiredProperty("local.server.port", Integer.class);
        return new Service(() -> port);
    }

    /** Sends an order. @throws IOException when no answer comes */
    Told send(Order order) throws IOException {
        return answer(HttpRequest.newBuilder(uri("/api/commands/" + order.command()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(order.json())));
    }

    /** Fails unless a new user can be created and read within ten seconds. */
    void assertAnswersAgain() {
        Order order = Order.creation(UUID.randomUUID(), UUID.randomUUID() + "@example.com");
        await().atMost(RECOVERY).ignoreExceptionsInstanceOf(IOException.class).untilAsserted(() -> {
            Told created = send(order);
            assertThat(created.status()).as("%s", created.body()).isEqualTo(201);
            Told read =
                    answer(HttpRequest.newBuilder(uri("/api/users/" + order.user() + "?after=" + created.position())));
            assertThat(read.status()).as("%s", read.body()).isEqualTo(200);
        });
    }

    private Told answer(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response =
                    HTTP.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return new Told(response.statusCode(), JSON.readTree(response.body()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port.getAsInt() + path);
    }
}
