package io.fluvius.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.EventSourceClient;
import io.fluvius.environment.TestDatabases;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An orderly stop of the application while it is followed. */
class HttpStopIT {

    private static final int FOLLOWERS = 20;

    @Test
    void it_ends_every_stream_and_does_not_wait_for_them() throws IOException {
        // so long would it wait for requests that do not end, and then cut them off
        ConfigurableApplicationContext application =
                start("spring.lifecycle.timeout-per-shutdown-phase=20s", "fluvius.http.changes.heartbeat=10m");
        int port = port(application);
        List<EventSourceClient> followers = new ArrayList<>();
        for (int i = 0; i < FOLLOWERS; i++) {
            EventSourceClient events = EventSourceClient.open(port, "/api/users/changes");
            events.next();
            followers.add(events);
        }

        Thread stopping = Thread.ofPlatform().start(application::close);

        for (EventSourceClient events : followers) {
            assertThat(events.next(Duration.ofSeconds(60))).isNull();
            assertThat(events.hasEnded()).isTrue();
            events.close();
        }
        join(stopping);
    }

    private static int port(ConfigurableApplicationContext application) {
        return Integer.parseInt(application.getEnvironment().getRequiredProperty("local.server.port"));
    }

    private static ConfigurableApplicationContext start(String... settings) {
        return new SpringApplicationBuilder(FluviusApplication.class)
                .run(Stream.of(Stream.of("server.port=0"), Stream.of(settings), Stream.of(TestDatabases.freshH2()))
                        .flatMap(it -> it)
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new));
    }

    private static void join(Thread stopping) {
        try {
            stopping.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
