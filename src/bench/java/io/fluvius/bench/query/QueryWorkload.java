package io.fluvius.bench.query;

import io.fluvius.bench.Application;
import io.fluvius.bench.Figures;
import io.fluvius.bench.Outcome;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Scale;
import io.fluvius.bench.Turn;
import io.fluvius.bench.Workload;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;

/** W5: pages of a million users. */
public final class QueryWorkload implements Workload {

    private static final Turn TURN = new Turn(400, Duration.ofMillis(800));
    private static final double MOST_OF_HAND = 1.3;
    private static final double P95_MILLIS = 20;
    private static final double DEEP_MILLIS = 100;

    @Override
    public String name() {
        return "W5";
    }

    @Override
    public String title() {
        return "query";
    }

    @Override
    public String description() {
        return "";
    }

    @Override
    public Outcome measure(Scale scale) throws Exception {
        try (Postgres postgres = Postgres.start();
                Application application = Application.start(postgres.settings())) {
            try (Connection connection = postgres.connect()) {
                UserTable.fill(connection, scale.rows());
            }
            try (Contenders contenders = new Contenders(postgres, application)) {
                Figures figures = Figures.of(contenders.contests(), TURN, scale.rounds());
                return new Outcome(figures, List.of(), List.of(postgres.description()));
            }
        }
    }
}
