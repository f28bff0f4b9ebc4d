package io.fluvius.http.openapi;

import static io.fluvius.http.openapi.OpenApiSchemas.TEXT;
import static io.fluvius.http.openapi.OpenApiSchemas.TIME;
import static io.fluvius.http.openapi.OpenApiSchemas.integer;
import static io.fluvius.http.openapi.OpenApiSchemas.list;
import static io.fluvius.http.openapi.OpenApiSchemas.schema;

import io.fluvius.domain.view.Operator;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.http.resource.ConsistencyParameters;
import io.fluvius.http.resource.PointInTime;
import io.fluvius.query.Query;
import io.fluvius.query.StateManager;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds the parameters of {@link OpenApiDocument}. */
final class OpenApiParameters {

    private static final Map<String, Object> BOOLEAN = Map.of("type", "boolean");

    private OpenApiParameters() {}

    static Parameter path(String name) {
        return parameter("path", name, "", TEXT).required(true);
    }

    static Parameter header(String name, String description) {
        return parameter("header", name, description, TEXT);
    }

    static Parameter onFailure() {
        String description = "What happens to the commands after one that failed: they run (continue, the default), or"
                + " they are skipped (stop)";
        return query("onFailure", description, OpenApiSchemas.oneOf(List.of("continue", "stop")));
    }

    /** The parameters of every read: how recent the state must be. */
    static List<Parameter> consistency() {
        return List.of(
                query(
                        ConsistencyParameters.AFTER,
                        "A position that the returned state must include, such as the position in a command response",
                        integer(-1, Long.MAX_VALUE)),
                query(
                        ConsistencyParameters.WAIT,
                        "How many milliseconds to wait for that position; the default is "
                                + StateManager.DEFAULT_WAIT.toMillis(),
                        integer(0, StateManager.MAX_WAIT.toMillis())));
    }

    /** The parameters of an item: which state of it to return. */
    static List<Parameter> pointInTime() {
        return List.of(
                query(
                        PointInTime.VERSION,
                        "Return the item as it was after the event with this sequence number",
                        integer(0, Long.MAX_VALUE)),
                query(PointInTime.AT, "Return the item as it was at this time", TIME));
    }

    /** The parameters of everything that is returned in pages. */
    static List<Parameter> paging() {
        return List.of(
                query(
                        "limit",
                        "The maximum number of entries per page; the default is " + Query.DEFAULT_LIMIT,
                        integer(Query.MIN_LIMIT, Query.MAX_LIMIT)),
                query("cursor", "The page to return: page.next or page.previous of an earlier response", TEXT));
    }

    /** The parameters of a list that neither filter it nor select its page by cursor. */
    static List<Parameter> order(ViewType<?> view) {
        List<String> sortable = view.fields().stream()
                .filter(ViewField::isSortable)
                .flatMap(field -> Stream.of(field.name() + ".asc", field.name() + ".desc"))
                .toList();
        return List.of(
                separated("sort", "The sort keys; the default is createdAt.asc", sortable),
                query(
                        "page",
                        "The number of the page to return, from 1; adds page, pages, and total to the response",
                        integer(1, Integer.MAX_VALUE)),
                query("count", "Whether to add the exact total to the response", BOOLEAN));
    }

    /** The parameters that filter a list and select the members of its rows: reserved words, and one for each field. */
    static List<Parameter> filter(ViewType<?> view) {
        List<Parameter> parameters = new ArrayList<>();
        if (view.fields().stream().anyMatch(ViewField::searched)) {
            parameters.add(query("text", "Words to search for; each must occur in one of the searched fields", TEXT));
        }
        parameters.add(query("query", "A filter object as JSON; a row must match it and the other parameters", TEXT));
        parameters.add(separated("include", "The members to return; id is always returned", names(view)));
        parameters.add(separated("exclude", "The members to omit", names(view)));
        view.fields().forEach(field -> parameters.add(field(field)));
        return parameters;
    }

    static List<String> names(ViewType<?> view) {
        return view.fields().stream().map(ViewField::name).toList();
    }

    /** The schema is that of a value for {@code eq}, or text if the field does not have this operator. */
    private static Parameter field(ViewField field) {
        String operators = field.type().operators().stream().map(Operator::text).collect(Collectors.joining(" "));
        String description =
                "Type: %s%s. Operators, appended with a dot, or negated with an exclamation mark: %s. Examples: %s"
                        .formatted(
                                field.type().text(),
                                field.nullable() ? ", or null" : "",
                                operators,
                                field.examples().stream().limit(3).collect(Collectors.joining(", ")));
        boolean hasEquality = field.type().operators().contains(Operator.EQ);
        return hasEquality
                ? query(field.name(), description, OpenApiSchemas.value(field))
                : query(field.name() + "." + Operator.HAS.text(), description, TEXT);
    }

    private static Parameter separated(String name, String description, List<String> values) {
        return query(name, description + "; separated by commas", list(OpenApiSchemas.oneOf(values)))
                .style(Parameter.StyleEnum.FORM)
                .explode(false);
    }

    private static Parameter query(String name, String description, Map<String, Object> schema) {
        return parameter("query", name, description, schema);
    }

    private static Parameter parameter(String in, String name, String description, Map<String, Object> schema) {
        return new Parameter().in(in).name(name).description(description).schema(schema(schema));
    }
}
