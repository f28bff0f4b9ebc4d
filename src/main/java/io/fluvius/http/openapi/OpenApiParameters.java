package io.fluvius.http.openapi;

import static io.fluvius.http.openapi.OpenApiSchemas.TEXT;
import static io.fluvius.http.openapi.OpenApiSchemas.integer;
import static io.fluvius.http.openapi.OpenApiSchemas.list;
import static io.fluvius.http.openapi.OpenApiSchemas.schema;
import static io.fluvius.http.openapi.OpenApiSchemas.with;

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

/** Builds the parameters of the OpenAPI document. */
public final class OpenApiParameters {

    static final String INCLUDE =
            "The members to return; id is always returned. The rows then lack the other members of"
                    + " their schema, also those that are required";

    private OpenApiParameters() {}

    public static Parameter path(String name, Map<String, Object> schema, String description) {
        return parameter("path", name, description, schema).required(true);
    }

    static Parameter header(String name, String description) {
        return parameter("header", name, description, TEXT);
    }

    static Parameter onFailure() {
        String description =
                "What happens to the commands after one that failed: they run (continue), or they are skipped (stop)";
        return query(
                "onFailure",
                description,
                with(OpenApiSchemas.oneOf(List.of("continue", "stop")), "default", "continue"));
    }

    /** The parameters of every read: how recent the state must be. */
    static List<Parameter> consistency() {
        return List.of(
                query(
                        ConsistencyParameters.AFTER,
                        "A position that the returned state must include, such as the position in a command response",
                        SharedSchemas.POSITION),
                query(
                        ConsistencyParameters.WAIT,
                        "How many milliseconds to wait for that position",
                        with(
                                integer(0, (int) StateManager.MAX_WAIT.toMillis()),
                                "default",
                                StateManager.DEFAULT_WAIT.toMillis())));
    }

    /** The parameters of an item: which state of it to return. */
    static List<Parameter> pointInTime() {
        return List.of(
                query(
                        PointInTime.VERSION,
                        "Return the item as it was after the event with this sequence number",
                        OpenApiSchemas.VERSION),
                query(PointInTime.AT, "Return the item as it was at this time", SharedSchemas.TIME_OR_DATE));
    }

    /** The parameters of everything that is returned in pages. */
    public static List<Parameter> paging() {
        return List.of(
                query(
                        "limit",
                        "The maximum number of entries per page",
                        with(integer(Query.MIN_LIMIT, Query.MAX_LIMIT), "default", Query.DEFAULT_LIMIT)),
                query("cursor", "The page to return: page.next or page.previous of an earlier response", TEXT));
    }

    /** The parameters of a list that neither filter it nor select its page by cursor. */
    static List<Parameter> order(ViewSchemas schemas) {
        return List.of(
                query("sort", "The sort keys; the default is ascending by the time of creation", list(schemas.sort())),
                query(
                        "page",
                        "The number of the page to return; adds page, pages, and total to the response",
                        integer(1, Integer.MAX_VALUE)),
                query("count", "Whether to add the exact total to the response", OpenApiSchemas.BOOLEAN));
    }

    /**
     * The parameters that filter a list and select the members of its rows. Statements as parameters, such as
     * {@code name.has=doe}, are described in words: clients would have a hundred positional parameters, and few generators
     * support an object whose members are parameters.
     */
    static List<Parameter> filter(ViewType<?> view, ViewSchemas schemas) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(query("query", "A filter as JSON, such as {\"name.has\": \"doe\"}", TEXT));
        if (view.fields().stream().anyMatch(ViewField::searched)) {
            parameters.add(query("text", "Words to search for; each must occur in one of the searched fields", TEXT));
        }
        parameters.add(query("include", INCLUDE, list(schemas.field())));
        parameters.add(query("exclude", "The members to omit", list(schemas.field())));
        return parameters;
    }

    public static Parameter query(String name, String description, Map<String, Object> schema) {
        return parameter("query", name, description, schema);
    }

    private static Parameter parameter(String in, String name, String description, Map<String, Object> schema) {
        return new Parameter().in(in).name(name).description(description).schema(schema(schema));
    }
}
