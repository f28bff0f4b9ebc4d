package io.fluvius.console.page;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A URL of the console with its parameters. Immutable.
 *
 * @param path without parameters, and encoded
 * @param parameters decoded, in their order
 */
public record PageUrl(String path, Map<String, List<String>> parameters) {

    public PageUrl {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        parameters.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        parameters = copy;
    }

    /** The URL of a request, without parameters that have no value. */
    public static PageUrl of(HttpServletRequest request) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, List.of(values)));
        return new PageUrl(request.getRequestURI(), parameters);
    }

    /** The same URL with a value in place of all values of a parameter. */
    public PageUrl with(String name, Object value) {
        Map<String, List<String>> changed = new LinkedHashMap<>(parameters);
        changed.put(name, List.of(value.toString()));
        return new PageUrl(path, changed);
    }

    /** The same URL with a further value of a parameter. */
    public PageUrl and(String name, String value) {
        Map<String, List<String>> changed = new LinkedHashMap<>(parameters);
        changed.merge(name, List.of(value), (first, second) -> List.copyOf(concat(first, second)));
        return new PageUrl(path, changed);
    }

    /** The same URL without parameters. */
    public PageUrl without(String... names) {
        Map<String, List<String>> changed = new LinkedHashMap<>(parameters);
        List.of(names).forEach(changed::remove);
        return new PageUrl(path, changed);
    }

    /** The same parameters of another page. */
    public PageUrl at(String other) {
        return new PageUrl(other, parameters);
    }

    @Override
    public String toString() {
        String query = parameters.entrySet().stream()
                .flatMap(parameter ->
                        parameter.getValue().stream().map(value -> encoded(parameter.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
