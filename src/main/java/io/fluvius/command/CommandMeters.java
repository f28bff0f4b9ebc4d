package io.fluvius.command;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Measures the commands that exist: {@code fluvius.commands}. The tags are names from the domains and problem codes, so the
 * number of series is limited whatever callers send. Safe for use by many threads.
 */
final class CommandMeters {

    private static final String NO_REJECTION = "none";

    private final MeterRegistry registry;
    private final Map<String, Timer> successes = new ConcurrentHashMap<>();
    private final Map<Failure, Timer> failures = new ConcurrentHashMap<>();

    CommandMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Failure(String command, ProblemCode code, String rejection) {}

    /**
     * Records a command.
     *
     * @param command the key of an existing command
     * @param failure null when it succeeded
     * @param startNanos when its handling began, by {@link System#nanoTime()}
     */
    void record(String command, @Nullable Problem failure, long startNanos) {
        Duration time = Duration.ofNanos(System.nanoTime() - startNanos);
        if (failure == null) {
            successes
                    .computeIfAbsent(command, key -> timer(key, "success", NO_REJECTION))
                    .record(time);
        } else {
            failures.computeIfAbsent(
                            new Failure(command, failure.code(), rejection(failure)),
                            key -> timer(key.command(), key.code().text(), key.rejection()))
                    .record(time);
        }
    }

    private static String rejection(Problem failure) {
        return failure.code() == ProblemCode.REJECTED
                ? String.valueOf(failure.members().getOrDefault("rejection", NO_REJECTION))
                : NO_REJECTION;
    }

    private Timer timer(String command, String outcome, String rejection) {
        return Timer.builder("fluvius.commands")
                .description("The handling of commands, until their outcome is durable")
                .tags("command", command, "outcome", outcome, "rejection", rejection)
                .register(registry);
    }
}
