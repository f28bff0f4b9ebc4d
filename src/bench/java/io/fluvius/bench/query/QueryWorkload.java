package io.fluvius.bench.query;

import static java.util.Comparator.comparingDouble;

import io.fluvius.bench.Application;
import io.fluvius.bench.Goal;
import io.fluvius.bench.Measurements;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Ratio;
import io.fluvius.bench.Scale;
import io.fluvius.bench.SequentialCalls;
import io.fluvius.bench.Workload;
import io.fluvius.bench.WorkloadResult;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** W5: pages of a million users. */
public final class QueryWorkload implements Workload {

    private static final Logger LOG = LoggerFactory.getLogger(QueryWorkload.class);

    static final SequentialCalls LOAD = new SequentialCalls(1000, Duration.ofMillis(800));
    private static final double MAX_RATIO_OVER_HTTP = 1.3;
    private static final double MAX_EXTRA_MILLIS = 0.2;
    private static final double P95_MILLIS = 20;
    private static final double DEEP_MILLIS = 100;

    @Override
    public String name() {
        return "W5";
    }

    @Override
    public String title() {
        return "queries";
    }

    @Override
    public String description() {
        return """
                Pages of %d users, on PostgreSQL: the first, the middle and the last page of four lists, and the first page of two filters
                of the maximum size. Fluvius parses the query and the cursor, dispatches the query through its query bus, and signs the
                cursors of the adjacent pages; it is measured in process and over HTTP. The hand-written code reads exactly these pages by
                keyset: in process over JDBC, with one prepared statement in a transaction with the same read-only and isolation settings,
                from its own pool; over HTTP with Spring MVC and a `JdbcTemplate` with the same settings. Both servers run in this process,
                and the same client parses their responses. Spring Data JPA pages by offset with a `Specification`, tuned for speed,
                without counting a total. All contenders create the same records from the rows and return the same pages.""".formatted(RequestedPage.SIZE);
    }

    @Override
    public WorkloadResult measure(Scale scale) throws Exception {
        try (Postgres postgres = Postgres.start();
                Application application = Application.start(postgres.settings())) {
            LOG.info("Writing {} users", scale.rows());
            try (Connection connection = postgres.connect()) {
                UserTable.fill(connection, scale.rows());
            }
            try (QueryContenders contenders = new QueryContenders(postgres, application)) {
                Measurements measurements = Measurements.of(contenders.scenarios(), LOAD, scale.rounds());
                return new WorkloadResult(
                        measurements,
                        goals(measurements),
                        List.of(String.format(Locale.ROOT, "%,d users", scale.rows()), postgres.description()));
            }
        }
    }

    private static List<Goal> goals(Measurements measurements) {
        List<String> pages = measurements.scenarios().stream()
                .filter(scenario ->
                        !List.of(QueryContenders.COMMON, QueryContenders.RARE).contains(scenario))
                .toList();
        return List.of(
                overHttp(measurements, pages),
                within(
                        "every page in process: median longer than hand-written SQL by at most",
                        MAX_EXTRA_MILLIS,
                        pages,
                        page -> millis(measurements, page, QueryContenders.SUBJECT, 50)
                                - millis(measurements, page, QueryContenders.HAND, 50)),
                within(
                        "95th percentile of every page at most",
                        P95_MILLIS,
                        pages,
                        page -> millis(measurements, page, QueryContenders.SUBJECT, 95)),
                large(measurements, QueryContenders.COMMON),
                large(measurements, QueryContenders.RARE));
    }

    private static Goal large(Measurements measurements, String scenario) {
        return within(
                scenario + ": median at most",
                DEEP_MILLIS,
                List.of(scenario),
                it -> millis(measurements, it, QueryContenders.SUBJECT, 50));
    }

    private static Goal overHttp(Measurements measurements, List<String> pages) {
        ToDoubleFunction<String> ratio =
                page -> ratioToEndpoint(measurements, page).median();
        String worst = pages.stream().max(comparingDouble(ratio)).orElseThrow();
        long met = pages.stream()
                .filter(page -> ratio.applyAsDouble(page) <= MAX_RATIO_OVER_HTTP)
                .count();
        return new Goal(
                "every page over HTTP takes at most %s times as long as the hand-written endpoint"
                        .formatted(MAX_RATIO_OVER_HTTP),
                met == pages.size(),
                "%d of %d pages; worst: %s: %s"
                        .formatted(met, pages.size(), ratioToEndpoint(measurements, worst), worst));
    }

    private static Goal within(
            String description, double millis, List<String> scenarios, ToDoubleFunction<String> time) {
        String worst = scenarios.stream().max(comparingDouble(time)).orElseThrow();
        double slowest = time.applyAsDouble(worst);
        return new Goal(
                "%s %s ms".formatted(description, millis),
                slowest <= millis,
                String.format(Locale.ROOT, "worst: %.2f ms: %s", slowest, worst));
    }

    private static Ratio ratioToEndpoint(Measurements measurements, String scenario) {
        return measurements.ratio(scenario, QueryContenders.HTTP, QueryContenders.ENDPOINT);
    }

    private static double millis(Measurements measurements, String scenario, String contender, double percent) {
        return measurements.times(scenario, contender).millis(percent);
    }
}
