package io.fluvius.projection;

import io.fluvius.domain.view.ViewType;
import io.fluvius.query.QueryPage;
import io.fluvius.query.RandomQueries;
import io.fluvius.query.ReferenceQuery;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/**
 * Every query returns the results of the reference implementation: a page by number, all pages by cursor in both
 * directions, and the rows that a subscriber receives. A failing query is shrunk to the simplest one. The rows change
 * after every {@value #TRIES_PER_ROWS} queries, but not while a query is shrunk.
 */
abstract class QueryProperties {

    static final ViewType<Specimen> TYPE = ViewType.of("specimen", Specimen.class);

    private static final int TRIES_PER_ROWS = 500;
    private static final List<Integer> FEW_ROWS = List.of(0, 1, 3);
    private static final int ROWS = 40;

    private final RandomQueries<Specimen> random = new RandomQueries<>(TYPE);
    private final ReferenceQuery reference = new ReferenceQuery();
    private List<Specimen> rows = List.of();
    private int tries;
    private boolean isShrinking;

    /** Replaces all rows. */
    abstract void store(List<Specimen> rows);

    /** Executes a query; its result is compared with the reference. */
    abstract QueryPage<Specimen> execute(Map<String, Object> request);

    /** Returns the rows that the filter of a query matches in memory. */
    abstract List<Specimen> matched(Map<String, Object> request, List<Specimen> rows);

    @Provide
    Arbitrary<Map<String, Object>> requests() {
        return random.requests();
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 10_000, seed = "20261123", edgeCases = EdgeCasesMode.NONE)
    void every_query_returns_the_results_of_the_reference(@ForAll("requests") Map<String, Object> request) {
        if (!isShrinking && tries % TRIES_PER_ROWS == 0) {
            changeRows(tries / TRIES_PER_ROWS);
        }
        tries++;
        try {
            compare(request);
        } catch (AssertionError difference) {
            isShrinking = true;
            throw difference;
        }
    }

    private void changeRows(int number) {
        rows = random.rows(number, number < FEW_ROWS.size() ? FEW_ROWS.get(number) : ROWS);
        store(rows);
    }

    private void compare(Map<String, Object> request) {
        List<Specimen> matching = reference.rows(request, rows);
        ExpectedPages expected = new ExpectedPages(request, matching);
        expected.checkMatched(matched(request, rows));
        if (request.containsKey("page")) {
            expected.checkByNumber(this::execute);
        } else {
            expected.checkByCursor(this::execute);
        }
        collect("rows that match", share(matching), "some", 30);
        collect("pages", matching.size() > ReferenceQuery.limit(request) ? "several" : "one", "several", 20);
    }

    private String share(List<Specimen> matching) {
        return matching.isEmpty() ? "none" : matching.size() == rows.size() ? "all" : "some";
    }

    private static void collect(String label, String value, String required, int percent) {
        Statistics.label(label).collect(value).coverage(it -> it.check(required).percentage(share -> share > percent));
    }
}
