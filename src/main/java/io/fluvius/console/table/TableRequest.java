package io.fluvius.console.table;

import io.fluvius.console.page.PageUrl;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.domain.view.ViewField;
import io.fluvius.query.Query;
import io.fluvius.query.QueryManager;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a URL of the console asks of a view: the parameters of the HTTP API, and {@code columns}, the fields that are shown.
 *
 * @param view the view
 * @param url the URL, whose other parameters belong to the page and not to the query
 */
public record TableRequest(RegisteredView view, PageUrl url) {

    static final String COLUMNS = "columns";

    /**
     * The query of the URL.
     *
     * @param own the parameters of the page
     * @throws io.fluvius.problem.ProblemException with {@link io.fluvius.problem.ProblemCode#INVALID_QUERY}
     */
    public Query<?> query(QueryManager queries, String... own) {
        return queries.parseParameters(
                view.resource(), url.without(COLUMNS).without(own).parameters());
    }

    /** The query of the URL, whose pages have a total. */
    Query<?> countedQuery(QueryManager queries) {
        Map<String, List<String>> parameters = new LinkedHashMap<>(url.parameters());
        parameters.remove(COLUMNS);
        parameters.putIfAbsent("count", List.of("true"));
        return queries.parseParameters(view.resource(), parameters);
    }

    /** The chosen columns in the order of the view; all of them if none is chosen. */
    List<ViewField> columns() {
        List<ViewField> all = view.type().fields();
        @Nullable List<String> chosen = url.parameters().get(COLUMNS);
        if (chosen == null) {
            return all;
        }
        List<String> names = chosen.stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .toList();
        List<ViewField> columns =
                all.stream().filter(field -> names.contains(field.name())).toList();
        return columns.isEmpty() ? all : columns;
    }
}
