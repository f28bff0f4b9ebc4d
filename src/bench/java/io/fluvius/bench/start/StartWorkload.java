package io.fluvius.bench.start;

import io.fluvius.bench.Application;
import io.fluvius.bench.Contender;
import io.fluvius.bench.Database;
import io.fluvius.bench.Goal;
import io.fluvius.bench.Measurements;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Program;
import io.fluvius.bench.Ratio;
import io.fluvius.bench.Scale;
import io.fluvius.bench.Scenario;
import io.fluvius.bench.StoredEvents;
import io.fluvius.bench.Workload;
import io.fluvius.bench.WorkloadResult;
import io.fluvius.bench.crud.CrudApplication;
import io.fluvius.bench.crud.Persons;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** W6: the time from the start of the process to the response to the first command. */
public final class StartWorkload implements Workload {

    private static final Logger LOG = LoggerFactory.getLogger(StartWorkload.class);

    private static final String SCENARIO = "PostgreSQL";
    private static final String PEER = "Spring MVC + JPA";
    private static final String EMPTY = "Fluvius, no events";
    private static final String FULL = "Fluvius, many events";
    private static final String AOT = "Fluvius, no events, AOT cache";
    private static final int EVENTS_EACH = 10;
    private static final double MAX_RATIO = 1.3;
    private static final double MAX_RATIO_WITH_EVENTS = 1.1;
    private static final double MAX_RATIO_WITH_AOT_CACHE = 0.7;

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
                The time from the start of the process until a user has been created over HTTP, on PostgreSQL with existing tables. The
                request is sent as soon as the port is open. Fluvius starts without events, and with many events that its user directory
                includes, and with an AOT cache, which the JDK records in an earlier run. The peer is the plain Spring MVC application of W3, which stores rows with Spring Data JPA and has only the
                required parts of Spring Boot. All programs run from a class path with Java's defaults, one process at a time.""";
    }

    @Override
    public WorkloadResult measure(Scale scale) throws Exception {
        StoredEvents events = new StoredEvents(scale.rows() / EVENTS_EACH, EVENTS_EACH);
        try (Postgres postgres = Postgres.start()) {
            LOG.info("Writing {}", events);
            Database full = events.createIn(postgres, "many");
            Database empty = postgres.create("none");
            Application.migrate(empty);
            Database peer = postgres.create("peer");
            Persons.create(peer);
            Measurements measurements = new Measurements();
            measurements.measure(scenario(peer, empty, full), new SelfTimedCall(), 1, scale.rounds());
            return new WorkloadResult(
                    measurements,
                    goals(measurements),
                    List.of(
                            String.format(Locale.ROOT, "%,d events", events.users() * EVENTS_EACH),
                            postgres.description()));
        }
    }

    private static Scenario scenario(Database peer, Database empty, Database full) throws Exception {
        FirstCommand crud = new FirstCommand(
                Program.ofBenchmarks(CrudApplication.class), CrudApplication.settings(peer), "/persons", "");
        return new Scenario(
                SCENARIO,
                List.of(
                        new Contender(PEER, crud::timeToResponse),
                        new Contender(EMPTY, FirstCommand.ofFluvius(empty)::timeToResponse),
                        new Contender(FULL, FirstCommand.ofFluvius(full)::timeToResponse),
                        new Contender(AOT, FirstCommand.ofFluviusWithAotCache(empty)::timeToResponse)));
    }

    private static List<Goal> goals(Measurements measurements) {
        return List.of(
                goal(measurements, "at most %s times as long as the peer".formatted(MAX_RATIO), EMPTY, PEER, MAX_RATIO),
                goal(
                        measurements,
                        "with many events at most %s times as long as without".formatted(MAX_RATIO_WITH_EVENTS),
                        FULL,
                        EMPTY,
                        MAX_RATIO_WITH_EVENTS),
                goal(
                        measurements,
                        "with an AOT cache at most %s times as long as the peer".formatted(MAX_RATIO_WITH_AOT_CACHE),
                        AOT,
                        PEER,
                        MAX_RATIO_WITH_AOT_CACHE));
    }

    private static Goal goal(
            Measurements measurements, String description, String contender, String peer, double most) {
        Ratio ratio = measurements.ratio(SCENARIO, contender, peer);
        return new Goal(description, ratio.median() <= most, ratio.toString());
    }
}
