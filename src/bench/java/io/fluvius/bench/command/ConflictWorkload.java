package io.fluvius.bench.command;

import io.fluvius.bench.Application;
import io.fluvius.bench.ClosedLoop;
import io.fluvius.bench.Contender;
import io.fluvius.bench.Database;
import io.fluvius.bench.Goal;
import io.fluvius.bench.Measure;
import io.fluvius.bench.Measurements;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Ratio;
import io.fluvius.bench.Scale;
import io.fluvius.bench.Scenario;
import io.fluvius.bench.Workload;
import io.fluvius.bench.WorkloadResult;
import io.fluvius.bench.WrongAnswerException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** W9: what commands cost that conflict with others. */
public final class ConflictWorkload implements Workload {

    private static final String SCENARIO = "PostgreSQL, 64 clients";
    private static final String ALL_SUCCEED = "no conflicts";
    private static final String HALF_CONFLICT = "half conflict";
    private static final int CLIENTS = 64;
    private static final Duration LOAD_TIME = Duration.ofSeconds(3);
    private static final int WARM_UPS = 12;
    private static final int ROUNDS = 3;
    private static final double MIN_RATIO = 0.8;
    /** The JSON of a token that is a number. */
    private static final int MAX_TOKEN_LENGTH = 40;

    @Override
    public String name() {
        return "W9";
    }

    @Override
    public String title() {
        return "conflicts";
    }

    @Override
    public String description() {
        return """
                Commands of %d clients as in W1. Every second command creates a user; the others repeat the id of an earlier command, request
                an e-mail address that is taken, or expect a version that has passed, by turns. The peer is Fluvius itself with commands
                that all succeed. All commands are counted, and every response is verified. At the end, the tables must contain every
                user that was created, and when the processors have read all events, no token may be longer than a number.""".formatted(CLIENTS);
    }

    @Override
    public Measure compared() {
        return Measure.RATE;
    }

    @Override
    public WorkloadResult measure(Scale scale) throws Exception {
        try (Postgres postgres = Postgres.start()) {
            Database database = postgres.create("subject");
            Application.migrate(database);
            try (Subject subject = new Subject(database)) {
                Conflicts conflicts = new Conflicts(subject);
                Scenario scenario = new Scenario(
                        SCENARIO,
                        List.of(
                                new Contender(ALL_SUCCEED, () -> {
                                    subject.create(NewUser.next());
                                    return true;
                                }),
                                new Contender(HALF_CONFLICT, () -> {
                                    conflicts.send();
                                    return true;
                                })));
                Measurements measurements = new Measurements();
                measurements.measure(
                        scenario, new ClosedLoop(CLIENTS, scale.time(LOAD_TIME)), WARM_UPS, scale.rounds(ROUNDS));
                if (subject.rows().min() < conflicts.created()) {
                    throw new WrongAnswerException("An acknowledged user is not stored");
                }
                subject.startProcessors();
                return new WorkloadResult(
                        measurements, List.of(rate(measurements), tokens(database)), List.of(postgres.description()));
            }
        }
    }

    private static Goal rate(Measurements measurements) {
        Ratio ratio = measurements.ratio(Measure.RATE, SCENARIO, HALF_CONFLICT, ALL_SUCCEED);
        return new Goal(
                "at least %s times the commands per second of W1".formatted(MIN_RATIO),
                ratio.median() >= MIN_RATIO,
                ratio.toString());
    }

    private static Goal tokens(Database database) throws SQLException {
        long longest = database.number("select max(length(token)) from token_entry");
        return new Goal(
                "no token is longer than %d characters".formatted(MAX_TOKEN_LENGTH),
                longest > 0 && longest <= MAX_TOKEN_LENGTH,
                longest + " characters");
    }
}
