package io.fluvius.bench.live;

import static org.awaitility.Awaitility.await;

import io.fluvius.bench.ApplicationProcess;
import io.fluvius.bench.Figures;
import io.fluvius.bench.Goal;
import io.fluvius.bench.Measurement;
import io.fluvius.bench.Outcome;
import io.fluvius.bench.Percentiles;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Scale;
import io.fluvius.bench.Workload;
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

/** W7: how soon a change is seen by those who watch. */
public final class LiveWorkload implements Workload {

    private static final Logger LOG = LoggerFactory.getLogger(LiveWorkload.class);

    private static final String POSTGRESQL = "PostgreSQL";
    private static final String H2 = "H2";
    private static final String SUBJECT = "Fluvius";
    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Duration ROUND = Duration.ofSeconds(12);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final double P99_MILLIS = 100;

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
                The time from when a command was acknowledged until a subscriber has read of it: %d subscribers follow
                `GET /api/users/changes` over a connection each, %d users are renamed one after the other by %d commands a
                second over HTTP. Most subscribers see one user by e-mail, %d see the users of a team by a part of their
                names, ten see everyone. The application is a process of its own, commands and subscribers share another one,
                on the same machine. A change that is read before the acknowledgement counts as no time. Every change must
                reach everyone whom it concerns, and nobody else. There is no peer.""".formatted(Person.ALL, Person.ALL, Renaming.PER_SECOND, Person.TEAMS);
    }

    @Override
    public Outcome measure(Scale scale) throws Exception {
        Figures figures = new Figures();
        String server;
        try (Postgres postgres = Postgres.start()) {
            measure(POSTGRESQL, postgres.settings(), scale, figures);
            server = postgres.description();
        }
        Path folder = Files.createTempDirectory("fluvius-bench");
        try {
            measure(H2, Map.of("fluvius.data-dir", folder.toString()), scale, figures);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        return new Outcome(
                figures,
                List.of(goal(figures, POSTGRESQL), goal(figures, H2)),
                List.of(server, "H2 as the application has it by default, `WRITE_DELAY=0`"));
    }

    private static void measure(String database, Map<String, String> settings, Scale scale, Figures figures)
            throws Exception {
        File log = new File("target/bench-" + database + ".log");
        try (ApplicationProcess application = ApplicationProcess.start(settings, log);
                Commands commands = new Commands(application.url())) {
            commands.createAll();
            List<Subscriber> subscribers = new ArrayList<>();
            try {
                for (Watch watch : Watch.thousand()) {
                    subscribers.add(Subscriber.of(watch, application.port()));
                }
                for (Subscriber subscriber : subscribers) {
                    subscriber.awaitState();
                }
                rounds(database, new Renaming(commands), subscribers, scale, figures);
            } finally {
                for (Subscriber subscriber : subscribers) {
                    subscriber.close();
                }
            }
        }
    }

    private static void rounds(
            String database, Renaming renaming, List<Subscriber> subscribers, Scale scale, Figures figures)
            throws Exception {
        LOG.info("{}: all subscribers know the state; warming up", database);
        times(renaming.during(WARM_UP), subscribers);
        for (int round = 1; round <= scale.rounds(); round++) {
            LOG.info("{}: round {} of {}", database, round, scale.rounds());
            for (Map.Entry<String, Percentiles> kind :
                    times(renaming.during(ROUND), subscribers).entrySet()) {
                figures.add(new Measurement(contest(database, kind.getKey()), SUBJECT, round, kind.getValue(), ROUND));
            }
        }
    }

    /** How long each change took to each subscriber whom it concerns, by kind of watch. */
    private static Map<String, Percentiles> times(List<Renaming.Acknowledged> commands, List<Subscriber> subscribers) {
        requireAll(commands, subscribers);
        Map<String, Percentiles> times = new LinkedHashMap<>();
        for (Subscriber subscriber : subscribers) {
            Percentiles percentiles = times.computeIfAbsent(subscriber.watch().kind(), kind -> new Percentiles());
            commands.forEach(command ->
                    subscriber.toldAt(command.change()).ifPresent(told -> percentiles.add(told - command.at())));
            subscriber.forget();
        }
        return times;
    }

    /** Every subscriber is told of what concerns it, sooner or later, and of nothing else. */
    private static void requireAll(List<Renaming.Acknowledged> commands, List<Subscriber> subscribers) {
        try {
            await().atMost(PATIENCE).until(() -> subscribers.stream().allMatch(it -> it.missing(commands) == 0));
        } catch (ConditionTimeoutException late) {
            throw new WrongAnswerException("Of %d changes %d were not told in time to one of %d subscribers"
                    .formatted(
                            commands.size(),
                            subscribers.stream()
                                    .mapToLong(it -> it.missing(commands))
                                    .sum(),
                            subscribers.stream()
                                    .filter(it -> it.missing(commands) > 0)
                                    .count()));
        }
        subscribers.forEach(subscriber -> subscriber.requireNothingElse(commands));
    }

    private static String contest(String database, String kind) {
        return database + ", watching " + kind;
    }

    private static Goal goal(Figures figures, String database) {
        double worst = List.of(Watch.ONE, Watch.TEAM, Watch.EVERYONE).stream()
                .mapToDouble(
                        kind -> figures.times(contest(database, kind), SUBJECT).millis(99))
                .max()
                .orElseThrow();
        return new Goal(
                "on %s 99 of 100 changes are seen within %.0f ms".formatted(database, P99_MILLIS),
                worst <= P99_MILLIS,
                String.format(Locale.ROOT, "%.1f ms", worst));
    }
}
