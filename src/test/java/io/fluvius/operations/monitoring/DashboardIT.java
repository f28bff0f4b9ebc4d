package io.fluvius.operations.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.environment.OnH2;
import io.fluvius.http.HttpJourney;
import io.fluvius.problem.ProblemCode;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard, the alert rules and the reference have the metrics that exist after a little work, and no others. */
@OnH2
class DashboardIT extends HttpJourney {

    private static final Path OPERATIONS = Path.of("docs/operations");

    private static final Pattern METRIC = Pattern.compile("\\b((?:fluvius|http|jvm|hikaricp)_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern CONDITION = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");
    private static final Pattern LABEL = Pattern.compile("\\{\\{ \\$labels\\.(\\w+) }}");
    private static final Pattern ROW = Pattern.compile("\\| `(fluvius[.\\w]+)` \\| `(\\w+)` \\| \\w+ \\|([^|]*)\\|.*");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    /** Prometheus adds this one. */
    private static final String INSTANCE = "instance";

    @Autowired
    private MeterRegistry registry;

    @BeforeEach
    void workALittle() {
        String user = newUser();
        command("complete-user-action", on(user, "{\"action\": \"VERIFY_EMAIL\"}"));
        get("/api/users?limit=1").is(200);
        await().until(() -> labels().containsKey("fluvius_processor_lag_events"));
    }

    @Test
    void every_expression_of_the_dashboard_has_metrics_and_labels_that_exist() throws IOException {
        JsonNode dashboard = new JsonMapper().readTree(Files.readString(OPERATIONS.resolve("grafana-dashboard.json")));
        List<String> expressions = dashboard
                .path("panels")
                .valueStream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> target.path("expr").stringValue())
                .toList();

        assertThat(expressions).hasSizeGreaterThan(15);
        assertExist(expressions);
    }

    @Test
    void every_alert_has_metrics_that_exist_and_a_section_that_says_what_to_do() throws IOException {
        List<Map<String, Object>> alerts = alerts();

        assertExist(alerts.stream().map(alert -> (String) alert.get("expr")).toList());
        assertThat(alerts)
                .allSatisfy(alert -> assertThat(
                                LABEL.matcher(alert.get("annotations").toString())
                                        .results()
                                        .map(found -> found.group(1)))
                        .isSubsetOf(groupings((String) alert.get("expr"))))
                .allSatisfy(alert -> assertThat(alert.get("annotations").toString())
                        .contains("docs/operations/alerts.md#"
                                + alert.get("alert").toString().toLowerCase(Locale.ROOT)));
        assertThat(Files.readAllLines(OPERATIONS.resolve("alerts.md")).stream()
                        .filter(line -> line.startsWith("## "))
                        .map(line -> line.substring(3)))
                .containsExactlyInAnyOrderElementsOf(alerts.stream()
                        .map(alert -> (String) alert.get("alert"))
                        .toList());
    }

    @Test
    void the_reference_lists_every_metric_with_its_tags() throws IOException {
        Map<String, Set<String>> documented = new TreeMap<>();
        Set<String> inPrometheus = new TreeSet<>();
        Files.readAllLines(Path.of("docs/reference/metrics.md")).stream()
                .map(ROW::matcher)
                .filter(row -> row.matches())
                .forEach(row -> {
                    documented.put(row.group(1), names(row.group(3)));
                    inPrometheus.add(row.group(2));
                });

        assertThat(documented)
                .isEqualTo(registry.getMeters().stream()
                        .map(Meter::getId)
                        .filter(id -> id.getName().startsWith("fluvius."))
                        .collect(Collectors.toMap(
                                Meter.Id::getName,
                                id -> id.getTags().stream().map(Tag::getKey).collect(Collectors.toSet()),
                                (one, other) -> one,
                                TreeMap::new)));
        assertThat(inPrometheus)
                .allSatisfy(name -> assertThat(labels().keySet())
                        .anyMatch(existing -> existing.equals(name) || existing.equals(name + "_count")));
    }

    private void assertExist(List<String> expressions) {
        Map<String, Set<String>> labels = labels();
        for (String expression : expressions) {
            List<MatchResult> metrics = METRIC.matcher(expression).results().toList();
            assertThat(metrics).as(expression).isNotEmpty();
            for (MatchResult metric : metrics) {
                assertThat(labels).as(expression).containsKey(metric.group(1));
                Set<String> own = labels.get(metric.group(1));
                assertThat(own).as(expression).containsAll(groupings(expression));
                if (metric.group(2) != null) {
                    CONDITION.matcher(metric.group(2)).results().forEach(condition -> {
                        assertThat(own).as(expression).contains(condition.group(1));
                        assertThat(values(condition.group(1))).as(expression).contains(condition.group(2));
                    });
                }
            }
        }
    }

    /** The values that a label can have, as far as rules choose one. */
    private static Set<String> values(String label) {
        return label.equals("state")
                ? Set.of("here", "elsewhere", "unclaimed")
                : Stream.concat(
                                Stream.of("success", "failure"),
                                Arrays.stream(ProblemCode.values()).map(ProblemCode::text))
                        .collect(Collectors.toSet());
    }

    private static Set<String> groupings(String expression) {
        return GROUPING.matcher(expression)
                .results()
                .flatMap(grouping -> Stream.of(grouping.group(1).split(", ")))
                .filter(label -> !label.equals(INSTANCE))
                .collect(Collectors.toSet());
    }

    private static Set<String> names(String cell) {
        return NAME.matcher(cell).results().map(name -> name.group(1)).collect(Collectors.toSet());
    }

    /** The labels of each metric. */
    private Map<String, Set<String>> labels() {
        Map<String, Set<String>> labels = new TreeMap<>();
        Metrics.of(port()).values().keySet().forEach(series -> {
            Set<String> own = labels.computeIfAbsent(series.replaceFirst("\\{.*", ""), name -> new TreeSet<>());
            CONDITION.matcher(series).results().forEach(label -> own.add(label.group(1)));
        });
        return labels;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> alerts() throws IOException {
        Map<String, Object> file = new Yaml().load(Files.readString(OPERATIONS.resolve("alerts.yml")));
        List<Map<String, Object>> groups = (List<Map<String, Object>>) file.get("groups");
        return (List<Map<String, Object>>) groups.getFirst().get("rules");
    }
}
