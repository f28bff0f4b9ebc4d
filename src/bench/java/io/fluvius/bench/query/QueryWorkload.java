package io.fluvius.bench.query;

import static java.util.Comparator.comparingDouble;

import io.fluvius.bench.Application;
import io.fluvius.bench.Figures;
import io.fluvius.bench.Goal;
import io.fluvius.bench.OneByOne;
import io.fluvius.bench.Outcome;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Ratio;
import io.fluvius.bench.Scale;
import io.fluvius.bench.Workload;
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

    private static final OneByOne TURN = new OneByOne(1000, Duration.ofMillis(800));
    private static final double MOST_OF_HAND = 1.3;
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
                Pages of %d users, on PostgreSQL: the first, the middle and the last page of four lists, and the first page of
                two filters as large as the query language takes them. Fluvius parses the query and the cursor, asks through
                its query bus, and signs the cursors of the pages around; it does so in process, and, as information, over
                HTTP. By hand the page is fetched over JDBC by key, in one prepared statement whose transaction is as
                read-only and as isolated, from a pool of its own. Spring Data JPA pages by offset with a `Specification`, at
                its best: without counting a total. All of them make the same records of the rows, and give the same ones.""".formatted(PageWanted.SIZE);
    }

    @Override
    public Outcome measure(Scale scale) throws Exception {
        try (Postgres postgres = Postgres.start();
                Application application = Application.start(postgres.settings())) {
            LOG.info("Writing {} users", scale.rows());
            try (Connection connection = postgres.connect()) {
                UserTable.fill(connection, scale.rows());
            }
            try (Contenders contenders = new Contenders(postgres, application)) {
                Figures figures = Figures.of(contenders.contests(), TURN, scale.rounds());
                return new Outcome(
                        figures,
                        goals(figures),
                        List.of(String.format(Locale.ROOT, "%,d users", scale.rows()), postgres.description()));
            }
        }
    }

    private static List<Goal> goals(Figures figures) {
        List<String> pages = figures.contests().stream()
                .filter(contest -> !List.of(Contenders.COMMON, Contenders.RARE).contains(contest))
                .toList();
        return List.of(
                ratio(figures, pages),
                within("95 of 100 pages within", P95_MILLIS, pages, page -> millis(figures, page, 95)),
                large(figures, Contenders.COMMON),
                large(figures, Contenders.RARE));
    }

    private static Goal large(Figures figures, String contest) {
        return within(contest + ", within", DEEP_MILLIS, List.of(contest), it -> millis(figures, it, 50));
    }

    private static Goal ratio(Figures figures, List<String> pages) {
        ToDoubleFunction<String> ratio = page -> hand(figures, page).median();
        String worst = pages.stream().max(comparingDouble(ratio)).orElseThrow();
        long met = pages.stream()
                .filter(page -> ratio.applyAsDouble(page) <= MOST_OF_HAND)
                .count();
        return new Goal(
                "every page takes at most %s times as long as by hand".formatted(MOST_OF_HAND),
                met == pages.size(),
                "%d of %d pages do, at worst %s: %s".formatted(met, pages.size(), hand(figures, worst), worst));
    }

    private static Goal within(String words, double millis, List<String> contests, ToDoubleFunction<String> time) {
        String worst = contests.stream().max(comparingDouble(time)).orElseThrow();
        double most = time.applyAsDouble(worst);
        return new Goal(
                "%s %.0f ms".formatted(words, millis),
                most <= millis,
                String.format(Locale.ROOT, "at worst %.1f ms: %s", most, worst));
    }

    private static Ratio hand(Figures figures, String contest) {
        return figures.ratio(contest, Contenders.SUBJECT, Contenders.HAND);
    }

    private static double millis(Figures figures, String contest, double percent) {
        return figures.times(contest, Contenders.SUBJECT).millis(percent);
    }
}
