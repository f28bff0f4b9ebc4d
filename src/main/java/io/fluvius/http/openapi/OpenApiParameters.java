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

/** The parameters of which {@link OpenApiDocument} is made. */
final class OpenApiParameters {

    private static final Map<String, Object> TRUTH = Map.of("type", "boolean");

    private OpenApiParameters() {}

    static Parameter path(String name) {
        return parameter("path", name, "", TEXT).required(true);
    }

    static Parameter header(String name, String description) {
        return parameter("header", name, description, TEXT);
    }

    static Parameter oneOf(String name, String description, String... values) {
        return query(name, description, OpenApiSchemas.oneOf(List.of(values)));
    }

    /** Of every read: how new the state must be. */
    static List<Parameter> freshness() {
        return List.of(
                query(
                        ConsistencyParameters.AFTER,
                        "A position that the state shown must include, as the answer to a command tells it",
                        integer(-1, Long.MAX_VALUE)),
                query(
                        ConsistencyParameters.WAIT,
                        "How many milliseconds to wait for that position; by default "
                                + StateManager.DEFAULT_WAIT.toMillis(),
                        integer(0, StateManager.MAX_WAIT.toMillis())));
    }

    /** Of an item: of which moment it is shown. */
    static List<Parameter> moment() {
        return List.of(
                query(PointInTime.VERSION, "The item after the event of that number", integer(0, Long.MAX_VALUE)),
                query(PointInTime.AT, "The item as it was at that time", TIME));
    }

    /** Of whatever comes in pages. */
    static List<Parameter> paging() {
        return List.of(
                query(
                        "limit",
                        "The most entries of a page; by default " + Query.DEFAULT_LIMIT,
                        integer(Query.MIN_LIMIT, Query.MAX_LIMIT)),
                query("cursor", "Which page, as page.next or page.previous of an earlier answer says", TEXT));
    }

    /** Of a list: everything but what filters it. */
    static List<Parameter> order(ViewType<?> view) {
        List<String> sortable = view.fields().stream()
                .filter(ViewField::isSortable)
                .flatMap(field -> Stream.of(field.name() + ".asc", field.name() + ".desc"))
                .toList();
        return List.of(
                separated("sort", "The keys to sort by; by default createdAt.asc", sortable),
                query("page", "Which page, from 1; adds page, pages and total", integer(1, Integer.MAX_VALUE)),
                query("count", "Whether to add the exact total", TRUTH));
    }

    /** What filters a list, and what it shows: the reserved words, and a parameter for each field. */
    static List<Parameter> filter(ViewType<?> view) {
        List<Parameter> parameters = new ArrayList<>();
        if (view.fields().stream().anyMatch(ViewField::searched)) {
            parameters.add(query("text", "Words, each of which stands somewhere in a searched field", TEXT));
        }
        parameters.add(query("query", "A filter object as JSON, in addition", TEXT));
        parameters.add(separated("include", "The only members to show; the id always is", names(view)));
        parameters.add(separated("exclude", "Members not to show", names(view)));
        view.fields().forEach(field -> parameters.add(field(field)));
        return parameters;
    }

    static List<String> names(ViewType<?> view) {
        return view.fields().stream().map(ViewField::name).toList();
    }

    /** Typed as for {@code eq}, as far as the field can be asked for equality. */
    private static Parameter field(ViewField field) {
        String operators = field.type().operators().stream().map(Operator::text).collect(Collectors.joining(" "));
        String description = "A %s%s. Operators, behind a dot or negated behind a !: %s. Such as %s"
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
