package io.fluvius.http.openapi;

import static io.fluvius.http.openapi.OpenApiParameters.header;
import static io.fluvius.http.openapi.OpenApiParameters.path;

import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.domain.view.ViewType;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the operations on one resource for {@link OpenApiDocument}. */
final class ResourceOperations {

    private final RegisteredView registered;
    private final ViewType<?> view;
    private final ViewSchemas schemas;

    ResourceOperations(RegisteredView view, ComponentSchemas components) {
        this.registered = view;
        this.view = view.type();
        this.schemas = ViewSchemas.addTo(components, view.type());
    }

    void addTo(Paths paths) {
        String path = "/api/" + registered.path();
        paths.addPathItem(path, new PathItem().get(find()));
        paths.addPathItem(path + "/query", new PathItem().post(query()));
        paths.addPathItem(path + "/changes", new PathItem().get(streamList()));
        paths.addPathItem(path + "/{id}", new PathItem().get(fetch()));
        paths.addPathItem(path + "/{id}/changes", new PathItem().get(streamItem()));
        if (hasPast()) {
            paths.addPathItem(path + "/{id}/events", new PathItem().get(history()));
        }
    }

    private Operation find() {
        String description =
                "Returns a page of items. Any other parameter is a statement of the query language: a field,"
                        + " followed by a dot and an operator, such as " + exampleStatement()
                        + ". Generated clients send a query instead, whose filter has types.";
        return with(
                operation("find", "Find", description, OpenApiResponses.found(schemas.page())),
                OpenApiParameters.filter(view, schemas),
                OpenApiParameters.order(schemas),
                OpenApiParameters.paging(),
                List.of(known()));
    }

    private String exampleStatement() {
        List<String> examples = view.fields().stream()
                .flatMap(field -> field.examples().stream())
                .toList();
        return examples.stream()
                .filter(example -> example.contains(".has="))
                .findFirst()
                .orElse(examples.getFirst());
    }

    private Operation query() {
        Operation operation = operation(
                "query",
                "Query",
                "Returns a page of items. The body is a query as JSON.",
                OpenApiResponses.queried(schemas.page()));
        return with(operation.requestBody(OpenApiBodies.json(schemas.query(), exampleQuery())));
    }

    private Map<String, Object> exampleQuery() {
        Map<String, Object> query = new LinkedHashMap<>();
        view.creationTime().ifPresent(time -> {
            query.put("filter", Map.of(time.name() + ".gte", "2026-01-01"));
            query.put("sort", List.of(Map.of("field", time.name(), "order", "desc")));
        });
        query.put("limit", 10);
        return query;
    }

    private Operation fetch() {
        String description = "Returns the item as it is" + (hasPast() ? ", or as it was at a version or time." : ".");
        return with(
                operation("fetch", "Fetch", description, OpenApiResponses.item(schemas.row())),
                List.of(
                        id(),
                        header("If-Match", "The entity tag of the version that the item must have: \"3\""),
                        known()),
                hasPast() ? OpenApiParameters.pointInTime() : List.of());
    }

    private Operation history() {
        return with(
                operation(
                        "history-of",
                        "History",
                        "Returns the events of the item, oldest first.",
                        OpenApiResponses.history(schemas.history())),
                List.of(id(), known()),
                OpenApiParameters.paging());
    }

    private Operation streamItem() {
        return with(
                operation(
                        "follow",
                        "Follow",
                        "Streams the item, then every change of it. The response does not end.",
                        OpenApiResponses.stream(ProblemCode.NOT_FOUND)),
                List.of(id(), lastEvent()));
    }

    private Operation streamList() {
        return with(
                operation(
                        "follow-all",
                        "Follow all",
                        "Streams the matching items, then every change that affects them. The response does not end.",
                        OpenApiResponses.stream()),
                OpenApiParameters.filter(view, schemas),
                List.of(lastEvent()));
    }

    private boolean hasPast() {
        return view.isOneRowPerAggregate();
    }

    /** Only an item with the id of its aggregate is there after the example of the creating command. */
    private Parameter id() {
        Parameter id = path("id", OpenApiSchemas.UUID, "The id of the item");
        return hasPast() ? id.example(Examples.id(registered.domain())) : id;
    }

    private static Parameter known() {
        return header("If-None-Match", "The entity tag of what the caller already has");
    }

    private static Parameter lastEvent() {
        return header("Last-Event-ID", "The id of the last event received; the stream continues after it");
    }

    private Operation operation(String id, String summary, String description, ApiResponses responses) {
        return new Operation()
                .addTagsItem(registered.domain())
                .operationId(id + "-" + view.resource())
                .summary(summary)
                .description(description)
                .responses(responses);
    }

    /** Adds these parameters, and those of every read. */
    @SafeVarargs
    private static Operation with(Operation operation, List<Parameter>... parameters) {
        for (List<Parameter> some : parameters) {
            some.forEach(operation::addParametersItem);
        }
        OpenApiParameters.consistency().forEach(operation::addParametersItem);
        return operation;
    }
}
