package io.fluvius.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.fluvius.environment.CapturedLog;
import io.fluvius.http.TestResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** Where a value of a person might appear that callers of the API and readers of the data do not see: logs, problems, metrics. */
final class ToldOfAPerson implements AutoCloseable {

    private final Logger fluvius = (Logger) LoggerFactory.getLogger("io.fluvius");
    private final CapturedLog log = CapturedLog.ofEverything();
    private final List<String> problems = new ArrayList<>();
    private final int port;

    /** Begins to record, also what is logged for developers only. */
    ToldOfAPerson(int port) {
        this.port = port;
        fluvius.setLevel(Level.DEBUG);
    }

    /** Records the response if it is a problem. */
    TestResponse of(TestResponse response) {
        if (response.status() >= 400) {
            problems.add(response.text());
        }
        return response;
    }

    /** Records the problems of a batch. */
    void ofEach(TestResponse batch) {
        batch.lines().forEach(line -> problems.add(line.path("error").toString()));
    }

    void doesNotContain(String word) {
        String value = word.toLowerCase(Locale.ROOT);
        assertThat(problems)
                .hasSizeGreaterThan(5)
                .noneMatch(it -> it.toLowerCase(Locale.ROOT).contains(value));
        assertThat(log.texts())
                .hasSizeGreaterThan(20)
                .noneMatch(it -> it.toLowerCase(Locale.ROOT).contains(value));
        assertThat(metrics()).contains("fluvius_commands").doesNotContain(value);
    }

    private String metrics() {
        try (var in = URI.create("http://localhost:" + port + "/actuator/prometheus")
                .toURL()
                .openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        fluvius.setLevel(null);
        log.close();
    }
}
