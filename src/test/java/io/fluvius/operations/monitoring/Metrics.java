package io.fluvius.operations.monitoring;

import io.fluvius.environment.HttpCalls;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.TreeMap;

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

    private static double number(String text) {
        return text.endsWith("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }
}
