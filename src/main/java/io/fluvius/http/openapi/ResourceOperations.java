package io.fluvius.http.openapi;

import io.fluvius.domain.view.ViewType;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.List;

/** Builds the operations on one resource for {@link OpenApiDocument}. */
final class ResourceOperations {

    private final String name;
    private final ViewType<?> view;

    ResourceOperations(ViewType<?> view) {
        this.name = view.resource();
        this.view = view;
    }

    Operation find() {
        return with(
                operation(
                                "find",
                                "Find",
                                "Returns a page of items. Every parameter that is not a reserved word is a statement of"
                                        + " the query language.")
                        .responses(OpenApiBodies.listResponses(view)),
                OpenApiParameters.filter(view),
                OpenApiParameters.order(view),
                OpenApiParameters.paging());
    }

    Operation query() {
        return with(operation("query", "Query", "Returns a page of items. The body is a query as JSON.")
                .requestBody(OpenApiBodies.queryRequest(view))
                .responses(OpenApiBodies.listResponses(view)));
    }

    Operation fetch() {
        return with(
                operation(
                                "fetch",
                                "Fetch",
                                "Returns the item as it is"
                                        + (hasPast() ? ", or as it was at a version or time." : "."))
                        .responses(OpenApiBodies.itemResponses(view)),
                List.of(
                        OpenApiParameters.path("id"),
                        OpenApiParameters.header("If-Match", "The entity tag of the version that the item must have"),
                        OpenApiParameters.header(
                                "If-None-Match", "The entity tag of a version that the caller already has")),
                hasPast() ? OpenApiParameters.pointInTime() : List.of());
    }

    Operation history() {
        return with(
                operation("history-of", "History", "Returns the events of the item, oldest first.")
                        .responses(OpenApiBodies.historyResponses()),
                List.of(OpenApiParameters.path("id")),
                OpenApiParameters.paging());
    }

    Operation streamItem() {
        return with(
                stream("follow", "Follow", "Streams the item, then every change of it."),
                List.of(OpenApiParameters.path("id"), lastEvent()));
    }

    Operation streamList() {
        return with(
                stream("follow-all", "Follow all", "Streams the matching items, then every change that affects them."),
                OpenApiParameters.filter(view),
                List.of(lastEvent()));
    }

    private boolean hasPast() {
        return view.isOneRowPerAggregate();
    }

    private Operation stream(String id, String summary, String description) {
        return operation(id, summary, description).responses(OpenApiBodies.streamResponses());
    }

    private static Parameter lastEvent() {
        return OpenApiParameters.header(
                "Last-Event-ID", "The id of the last event received; the stream continues after it");
    }

    private Operation operation(String id, String summary, String description) {
        return new Operation()
                .addTagsItem(name)
                .operationId(id + "-" + name)
                .summary(summary)
                .description(description);
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
