package io.fluvius.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what was measured: each workload's part of {@code performance.md}, between its markers, and every single
 * measurement beside it. Other parts stay as they are. What was only tried out is not published.
 */
final class Report {

    private static final Logger LOG = LoggerFactory.getLogger(Report.class);
    private static final String PAGE = "performance.md";
    private static final Path PUBLISHED = Path.of("docs/reference");
    private static final Path TRIED_OUT = Path.of("target/performance");

    private Report() {}

    static void write(Workload workload, Scale scale, Outcome outcome) throws IOException {
        Path folder = scale.isPublished() ? PUBLISHED : TRIED_OUT;
        Path numbers = folder.resolve("performance").resolve(workload.name() + ".csv");
        Files.createDirectories(numbers.getParent());
        Files.write(numbers, numbers(outcome.figures()));
        String page = Files.readString(PUBLISHED.resolve(PAGE));
        Files.writeString(folder.resolve(PAGE), replaced(page, workload.name(), part(workload, outcome)));
        LOG.info("Written to {}", folder.resolve(PAGE));
    }

    private static String replaced(String page, String name, String part) {
        String begin = "<!-- " + name + " begin -->\n";
        String end = "<!-- " + name + " end -->\n";
        int from = page.indexOf(begin);
        int to = page.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalStateException(PAGE + " has no place for " + name);
        }
        return page.substring(0, from + begin.length()) + part + page.substring(to);
    }

    private static String part(Workload workload, Outcome outcome) {
        StringBuilder text = new StringBuilder();
        text.append("## %s %s%n%n".formatted(workload.name(), workload.title()));
        text.append(workload.description().strip()).append("\n\n");
        goals(outcome.goals()).forEach(text::append);
        text.append('\n').append(head(workload.compared(), outcome.figures().rounds()));
        text.append("|---|---|---|---|---|---|---|\n");
        outcome.figures()
                .contests()
                .forEach(contest ->
                        rows(outcome.figures(), contest, workload.compared()).forEach(text::append));
        text.append("\nMeasured on %s: %s.%n"
                .formatted(LocalDate.now(ZoneOffset.UTC), String.join("; ", conditions(outcome))));
        text.append("Every round by itself: [%1$s.csv](performance/%1$s.csv).%n".formatted(workload.name()));
        return text.toString();
    }

    private static Stream<String> goals(List<Goal> goals) {
        return goals.stream()
                .map(goal ->
                        "- %s: %s. Found: %s.%n".formatted(goal.met() ? "Met" : "Missed", goal.words(), goal.found()));
    }

    private static List<String> conditions(Outcome outcome) {
        return Stream.concat(Stream.of(Machine.description()), outcome.conditions().stream())
                .toList();
    }

    private static String head(Measure compared, int rounds) {
        String spread = " (least..most of %d rounds)".formatted(rounds);
        return switch (compared) {
            case TIME -> "| | | calls/s | median ms%s | p95 | p99 | %s |%n".formatted(spread, compared.words());
            case RATE -> "| | | calls/s%s | median ms | p95 | p99 | %s |%n".formatted(spread, compared.words());
        };
    }

    private static Stream<String> rows(Figures figures, String contest, Measure compared) {
        String peer = figures.contenders(contest).getFirst();
        return figures.contenders(contest).stream().map(contender -> {
            boolean first = contender.equals(peer);
            return "| %s | %s | %s | %s |%n"
                    .formatted(
                            first ? contest : "",
                            contender,
                            cells(figures, contest, contender, compared),
                            first ? "" : figures.ratio(compared, contest, contender, peer));
        });
    }

    private static String cells(Figures figures, String contest, String contender, Measure compared) {
        Percentiles times = figures.times(contest, contender);
        Ratio rate = figures.rate(contest, contender);
        Ratio median = figures.spread(contest, contender, it -> it.times().median());
        if (!times.timed()) {
            return rate.whole() + " | | | ";
        }
        return switch (compared) {
            case TIME -> format("%.0f | %s | %.2f | %.2f", rate.median(), median, times.millis(95), times.millis(99));
            case RATE ->
                format("%s | %.2f | %.2f | %.2f", rate.whole(), median.median(), times.millis(95), times.millis(99));
        };
    }

    private static List<String> numbers(Figures figures) {
        Stream<String> head =
                Stream.of("contest,contender,round,calls,calls per second,median ms,p95 ms,p99 ms,most ms");
        Stream<String> lines = figures.all().stream()
                .map(it -> format(
                        "\"%s\",\"%s\",%d,%d,%.1f,%.4f,%.4f,%.4f,%.4f",
                        it.contest(),
                        it.contender(),
                        it.round(),
                        it.times().calls(),
                        it.callsPerSecond(),
                        it.times().median(),
                        it.times().millis(95),
                        it.times().millis(99),
                        it.times().millis(100)));
        return Stream.concat(head, lines).toList();
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
