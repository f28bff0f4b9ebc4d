package io.fluvius.bench.live;

import static org.awaitility.Awaitility.await;

import io.fluvius.bench.ApplicationProcess;
import io.fluvius.bench.Goal;
import io.fluvius.bench.Measurement;
import io.fluvius.bench.Measurements;
import io.fluvius.bench.Percentiles;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Scale;
import io.fluvius.bench.Workload;
import io.fluvius.bench.WorkloadResult;
import io.fluvius.bench.WrongAnswerException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** W7: the latency of live changes. */
public final class LiveWorkload implements Workload {

    private static final Logger LOG = LoggerFactory.getLogger(LiveWorkload.class);

    private static final String POSTGRESQL = "PostgreSQL";
    private static final String H2 = "H2";
    private static final String SUBJECT = "Fluvius";
    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Duration ROUND = Duration.ofSeconds(12);
    private static final Duration ARRIVAL_TIMEOUT = Duration.ofMinutes(1);
    private static final double P99_MILLIS = 50;

    @Override
    public String name() {
        return "W7";
    }

    @Override
    public String title() {
        return "live changes";
    }

    @Override
    public String description() {
        return """
                The time from the acknowledgement of a command until a subscriber has received the change: %d subscribers read
                `GET /api/users/changes` over one connection each, while %d users are renamed one after the other by %d commands per second
                over HTTP. Most subscribers watch one user by e-mail address, %d watch the users of a team by a part of their names, and ten
                watch all users. The application runs in its own process; commands and subscribers share another process on the same
                machine. A change that is received before the acknowledgement counts as 0 ms. Every subscriber must receive all relevant
                changes and no others. There is no peer.""".formatted(Person.ALL, Person.ALL, RenameLoad.PER_SECOND, Person.TEAMS);
    }

    @Override
    public WorkloadResult measure(Scale scale) throws Exception {
        Measurements measurements = new Measurements();
        String server;
        try (Postgres postgres = Postgres.start()) {
            measure(POSTGRESQL, postgres.settings(), scale, measurements);
            server = postgres.description();
        }
        Path folder = Files.createTempDirectory("fluvius-bench");
        try {
            measure(H2, Map.of("fluvius.data-dir", folder.toString()), scale, measurements);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        return new WorkloadResult(
                measurements,
                List.of(goal(measurements, POSTGRESQL), goal(measurements, H2)),
                List.of(server, "H2 with the default configuration of the application, `WRITE_DELAY=0`"));
    }

    private static void measure(String database, Map<String, String> settings, Scale scale, Measurements measurements)
            throws Exception {
        File log = new File("target/bench-" + database + ".log");
        try (ApplicationProcess application = ApplicationProcess.start(settings, log);
                CommandClient commands = new CommandClient(application.url())) {
            commands.createAll();
            List<Subscriber> subscribers = new ArrayList<>();
            try {
                for (WatchedUsers watch : WatchedUsers.thousand()) {
                    subscribers.add(Subscriber.of(watch, application.port()));
                }
                for (Subscriber subscriber : subscribers) {
                    subscriber.awaitState();
                }
                rounds(database, new RenameLoad(commands), subscribers, scale, measurements);
            } finally {
                for (Subscriber subscriber : subscribers) {
                    subscriber.close();
                }
            }
        }
    }

    private static void rounds(
            String database, RenameLoad renaming, List<Subscriber> subscribers, Scale scale, Measurements measurements)
            throws Exception {
        LOG.info("{}: all subscribers have the state; warming up", database);
        times(renaming.during(WARM_UP), subscribers);
        for (int round = 1; round <= scale.rounds(); round++) {
            LOG.info("{}: round {} of {}", database, round, scale.rounds());
            for (Map.Entry<String, Percentiles> kind :
                    times(renaming.during(ROUND), subscribers).entrySet()) {
                measurements.add(
                        new Measurement(scenario(database, kind.getKey()), SUBJECT, round, kind.getValue(), ROUND));
            }
        }
    }

    /** Returns the latency of each change for each subscriber that watches it, by kind of filter. */
    private static Map<String, Percentiles> times(
            List<RenameLoad.Acknowledged> commands, List<Subscriber> subscribers) {
        requireAll(commands, subscribers);
        Map<String, Percentiles> times = new LinkedHashMap<>();
        for (Subscriber subscriber : subscribers) {
            Percentiles percentiles = times.computeIfAbsent(subscriber.watch().kind(), kind -> new Percentiles());
            commands.forEach(command -> subscriber
                    .receivedAt(command.change())
                    .ifPresent(received -> percentiles.add(received - command.at())));
            subscriber.clear();
        }
        return times;
    }

    /** Verifies that every subscriber has received all relevant changes and no others. */
    private static void requireAll(List<RenameLoad.Acknowledged> commands, List<Subscriber> subscribers) {
        try {
            await().atMost(ARRIVAL_TIMEOUT).until(() -> subscribers.stream().allMatch(it -> it.missing(commands) == 0));
        } catch (ConditionTimeoutException late) {
            throw new WrongAnswerException("Of %d changes, %d did not arrive in time at one of %d subscribers"
                    .formatted(
                            commands.size(),
                            subscribers.stream()
                                    .mapToLong(it -> it.missing(commands))
                                    .sum(),
                            subscribers.stream()
                                    .filter(it -> it.missing(commands) > 0)
                                    .count()));
        }
        subscribers.forEach(subscriber -> subscriber.requireOnlyRelevant(commands));
    }

    private static String scenario(String database, String kind) {
        return database + ", watching " + kind;
    }

    private static Goal goal(Measurements measurements, String database) {
        double worst = List.of(WatchedUsers.ONE, WatchedUsers.TEAM, WatchedUsers.EVERYONE).stream()
                .mapToDouble(kind ->
                        measurements.times(scenario(database, kind), SUBJECT).millis(99))
                .max()
                .orElseThrow();
        return new Goal(
                "%s: the 99th percentile is at most %.0f ms".formatted(database, P99_MILLIS),
                worst <= P99_MILLIS,
                String.format(Locale.ROOT, "%.1f ms", worst));
    }
}
