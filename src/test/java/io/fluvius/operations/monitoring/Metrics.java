package io.fluvius.operations.monitoring;

import io.fluvius.environment.HttpCalls;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The metrics of an application in the format of Prometheus.
 *
 * @param values the samples by name and labels, as they are written
 */
record Metrics(Map<String, Double> values) {

    static Metrics of(int port) {
        Map<String, Double> values = new TreeMap<>();
        HttpCalls.response(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/prometheus"))
                        .build())
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> {
                    int space = line.lastIndexOf(' ');
                    values.put(line.substring(0, space), number(line.substring(space + 1)));
                });
        return new Metrics(values);
    }

    /** The series of the application and of HTTP, without the buckets of histograms. */
    Set<String> series() {
        return values.keySet().stream()
                .filter(name -> name.startsWith("fluvius_") || name.startsWith("http_"))
                .filter(name -> !name.contains("_bucket{"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static double number(String text) {
        return text.endsWith("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }
}
