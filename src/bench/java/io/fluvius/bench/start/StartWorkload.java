package io.fluvius.bench.start;

import io.fluvius.bench.Application;
import io.fluvius.bench.Contender;
import io.fluvius.bench.Contest;
import io.fluvius.bench.Database;
import io.fluvius.bench.Figures;
import io.fluvius.bench.Goal;
import io.fluvius.bench.Outcome;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Program;
import io.fluvius.bench.Ratio;
import io.fluvius.bench.Scale;
import io.fluvius.bench.StoredEvents;
import io.fluvius.bench.Workload;
import io.fluvius.bench.crud.CrudApplication;
import io.fluvius.bench.crud.Persons;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** W6: from the start of the process until the first command is answered. */
public final class StartWorkload implements Workload {

    private static final Logger LOG = LoggerFactory.getLogger(StartWorkload.class);

    private static final String CONTEST = "PostgreSQL";
    private static final String PEER = "Spring MVC + JPA";
    private static final String EMPTY = "Fluvius, no events";
    private static final String FULL = "Fluvius, many events";
    private static final int EVENTS_EACH = 10;
    private static final double MOST = 1.5;
    private static final double NO_DIFFERENCE = 1.1;

    @Override
    public String name() {
        return "W6";
    }

    @Override
    public String title() {
        return "start";
    }

    @Override
    public String description() {
        return """
                From the start of the process until a user is created over HTTP, on PostgreSQL whose tables are there. The
                request is sent as soon as the port is open. Fluvius starts without events, and with so many of them, which its
                user directory includes. The peer is the plain Spring MVC application of W3 that keeps a row by Spring Data JPA,
                with the parts of Spring Boot that it needs and no others. All run from a class path, as Java does by default.
                One process at a time.""";
    }

    @Override
    public Outcome measure(Scale scale) throws Exception {
        StoredEvents events = new StoredEvents(scale.rows() / EVENTS_EACH, EVENTS_EACH);
        try (Postgres postgres = Postgres.start()) {
            LOG.info("Writing {}", events);
            Database full = events.in(postgres, "many");
            Database empty = postgres.create("none");
            Application.migrate(empty);
            Database peer = postgres.create("peer");
            Persons.create(peer);
            Figures figures = new Figures();
            figures.race(contest(peer, empty, full), new OneStart(), 1, scale.rounds());
            return new Outcome(
                    figures,
                    goals(figures),
                    List.of(
                            String.format(Locale.ROOT, "%,d events", events.users() * EVENTS_EACH),
                            postgres.description()));
        }
    }

    private static Contest contest(Database peer, Database empty, Database full) {
        FirstCommand crud =
                new FirstCommand(Program.beside(CrudApplication.class), CrudApplication.settings(peer), "/persons", "");
        return new Contest(
                CONTEST,
                List.of(
                        new Contender(PEER, crud::answered),
                        new Contender(EMPTY, FirstCommand.ofFluvius(empty)::answered),
                        new Contender(FULL, FirstCommand.ofFluvius(full)::answered)));
    }

    private static List<Goal> goals(Figures figures) {
        return List.of(
                goal(figures, "at most %s times as long as the peer".formatted(MOST), EMPTY, PEER, MOST),
                goal(
                        figures,
                        "many events make no difference, at most %s times as long".formatted(NO_DIFFERENCE),
                        FULL,
                        EMPTY,
                        NO_DIFFERENCE));
    }

    private static Goal goal(Figures figures, String words, String contender, String peer, double most) {
        Ratio ratio = figures.ratio(CONTEST, contender, peer);
        return new Goal(words, ratio.median() <= most, ratio.toString());
    }
}
