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
 * Whatever is asked, the answer is that of the reference: each page by number, all pages by cursor, there and back, and
 * which rows a subscriber sees. A question that is answered wrongly shrinks to the simplest such one. The rows change every {@value #TRIES_PER_ROWS}
 * questions, and stay while a question shrinks.
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
    private boolean shrinking;

    /** Forgets all rows but these. */
    abstract void keep(List<Specimen> rows);

    /** The answer to compare. */
    abstract QueryPage<Specimen> answer(Map<String, Object> request);

    /** Which of the rows are matched in memory. */
    abstract List<Specimen> matched(Map<String, Object> request, List<Specimen> rows);

    @Provide
    Arbitrary<Map<String, Object>> requests() {
        return random.requests();
    }

    @StatisticsReport(StatisticsReportMode.OFF)
    @Property(tries = 10_000, seed = "20261123", edgeCases = EdgeCasesMode.NONE)
    void every_query_is_answered_as_the_reference_answers_it(@ForAll("requests") Map<String, Object> request) {
        if (!shrinking && tries % TRIES_PER_ROWS == 0) {
            changeRows(tries / TRIES_PER_ROWS);
        }
        tries++;
        try {
            compare(request);
        } catch (AssertionError wrong) {
            shrinking = true;
            throw wrong;
        }
    }

    private void changeRows(int number) {
        rows = random.rows(number, number < FEW_ROWS.size() ? FEW_ROWS.get(number) : ROWS);
        keep(rows);
    }

    private void compare(Map<String, Object> request) {
        List<Specimen> matching = reference.rows(request, rows);
        ExpectedPages expected = new ExpectedPages(request, matching);
        expected.inAnyOrder(matched(request, rows));
        if (request.containsKey("page")) {
            expected.byNumber(this::answer);
        } else {
            expected.byCursor(this::answer);
        }
        collect("rows that match", share(matching), "some", 30);
        collect("pages", matching.size() > ReferenceQuery.limit(request) ? "several" : "one", "several", 20);
    }

    private String share(List<Specimen> matching) {
        return matching.isEmpty() ? "none" : matching.size() == rows.size() ? "all" : "some";
    }

    private static void collect(String what, String found, String wanted, int percent) {
        Statistics.label(what).collect(found).coverage(it -> it.check(wanted).percentage(share -> share > percent));
    }
}
