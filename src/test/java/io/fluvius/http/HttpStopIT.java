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
import org.springframework.context.event.ContextClosedEvent;

/** A graceful shutdown while clients receive streams of changes. */
class HttpStopIT {

    private static final int SUBSCRIBERS = 20;

    @Test
    void a_shutdown_ends_every_stream_without_waiting_for_its_timeout() throws IOException {
        // the shutdown would wait this long for streams that do not end, and then abort them
        ConfigurableApplicationContext application =
                start("spring.lifecycle.timeout-per-shutdown-phase=20s", "fluvius.http.changes.heartbeat=10m");
        int port = port(application);
        List<EventSourceClient> subscribers = new ArrayList<>();
        for (int i = 0; i < SUBSCRIBERS; i++) {
            EventSourceClient events = EventSourceClient.open(port, "/api/users/changes");
            events.next();
            subscribers.add(events);
        }

        Thread stopping = Thread.ofPlatform().start(application::close);

        for (EventSourceClient events : subscribers) {
            assertThat(events.next(Duration.ofSeconds(60))).isNull();
            assertThat(events.hasEnded()).isTrue();
            events.close();
        }
        join(stopping);
    }

    /** A browser would not connect again after a problem. */
    @Test
    void a_stream_that_is_opened_during_a_shutdown_is_accepted_and_ends() throws IOException {
        try (ConfigurableApplicationContext application = start()) {
            application.publishEvent(new ContextClosedEvent(application));

            try (EventSourceClient events = EventSourceClient.open(port(application), "/api/users/changes")) {
                assertThat(events.status()).isEqualTo(200);
                assertThat(events.next(Duration.ofSeconds(60))).isNull();
                assertThat(events.hasEnded()).isTrue();
            }
        }
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
