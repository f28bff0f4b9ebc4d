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
 * Writes reports: the section of a workload in {@code performance.md}, between its markers, and a CSV file with all
 * measurements. Runs at a reduced scale are written to {@code target} instead of the documentation.
 */
final class Report {

    private static final Logger LOG = LoggerFactory.getLogger(Report.class);
    private static final String PAGE = "performance.md";
    private static final Path PUBLISHED = Path.of("docs/reference");
    private static final Path UNPUBLISHED = Path.of("target/performance");

    private Report() {}

    static void write(Workload workload, Scale scale, WorkloadResult result) throws IOException {
        Path folder = scale.isPublished() ? PUBLISHED : UNPUBLISHED;
        Path numbers = folder.resolve("performance").resolve(workload.name() + ".csv");
        Files.createDirectories(numbers.getParent());
        Files.write(numbers, numbers(result.measurements()));
        String page = Files.readString(PUBLISHED.resolve(PAGE));
        Files.writeString(folder.resolve(PAGE), replaced(page, workload.name(), part(workload, result)));
        LOG.info("Written to {}", folder.resolve(PAGE));
    }

    private static String replaced(String page, String name, String part) {
        String begin = "<!-- " + name + " begin -->\n";
        String end = "<!-- " + name + " end -->\n";
        int from = page.indexOf(begin);
        int to = page.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalStateException(PAGE + " has no markers for " + name);
        }
        return page.substring(0, from + begin.length()) + part + page.substring(to);
    }

    private static String part(Workload workload, WorkloadResult result) {
        StringBuilder text = new StringBuilder();
        text.append("## %s %s%n%n".formatted(workload.name(), workload.title()));
        text.append(workload.description().strip()).append("\n\n");
        goals(result.goals()).forEach(text::append);
        text.append('\n').append(head(workload.compared(), result.measurements().rounds()));
        text.append("|---|---|---|---|---|---|---|\n");
        result.measurements()
                .scenarios()
                .forEach(scenario -> rows(result.measurements(), scenario, workload.compared())
                        .forEach(text::append));
        text.append("\nMeasured on %s: %s.%n"
                .formatted(LocalDate.now(ZoneOffset.UTC), String.join("; ", conditions(result))));
        text.append("Individual rounds: [%1$s.csv](performance/%1$s.csv).%n".formatted(workload.name()));
        return text.toString();
    }

    private static Stream<String> goals(List<Goal> goals) {
        return goals.stream()
                .map(goal -> "- %s: %s. Result: %s.%n"
                        .formatted(goal.met() ? "Met" : "Missed", goal.description(), goal.result()));
    }

    private static List<String> conditions(WorkloadResult result) {
        return Stream.concat(Stream.of(Machine.description()), result.conditions().stream())
                .toList();
    }

    private static String head(Measure compared, int rounds) {
        String spread = " (min..max of %d rounds)".formatted(rounds);
        return switch (compared) {
            case TIME -> "| | | calls/s | median ms%s | p95 | p99 | %s |%n".formatted(spread, compared.title());
            case RATE -> "| | | calls/s%s | median ms | p95 | p99 | %s |%n".formatted(spread, compared.title());
        };
    }

    private static Stream<String> rows(Measurements measurements, String scenario, Measure compared) {
        String peer = measurements.contenders(scenario).getFirst();
        return measurements.contenders(scenario).stream().map(contender -> {
            boolean first = contender.equals(peer);
            return "| %s | %s | %s | %s |%n"
                    .formatted(
                            first ? scenario : "",
                            contender,
                            cells(measurements, scenario, contender, compared),
                            first ? "" : measurements.ratio(compared, scenario, contender, peer));
        });
    }

    private static String cells(Measurements measurements, String scenario, String contender, Measure compared) {
        Percentiles times = measurements.times(scenario, contender);
        Ratio rate = measurements.rate(scenario, contender);
        Ratio median = measurements.spread(scenario, contender, it -> it.times().median());
        if (!times.isTimed()) {
            return rate.whole() + " | | | ";
        }
        return switch (compared) {
            case TIME -> format("%.0f | %s | %.2f | %.2f", rate.median(), median, times.millis(95), times.millis(99));
            case RATE ->
                format("%s | %.2f | %.2f | %.2f", rate.whole(), median.median(), times.millis(95), times.millis(99));
        };
    }

    private static List<String> numbers(Measurements measurements) {
        Stream<String> head =
                Stream.of("contest,contender,round,calls,calls per second,median ms,p95 ms,p99 ms,most ms");
        Stream<String> lines = measurements.all().stream()
                .map(it -> format(
                        "\"%s\",\"%s\",%d,%d,%.1f,%.4f,%.4f,%.4f,%.4f",
                        it.scenario(),
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
