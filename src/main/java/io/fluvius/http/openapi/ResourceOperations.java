package io.fluvius.http.openapi;

import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.domain.view.ViewType;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.List;

/** What can be asked of the resources of one domain, for {@link OpenApiDocument}. */
final class ResourceOperations {

    private final String name;
    private final ViewType<?> view;

    ResourceOperations(RegisteredDomain domain) {
        this.name = domain.name();
        this.view = domain.view();
    }

    Operation find() {
        return with(
                operation(
                                "find",
                                "Find",
                                "Every parameter that is no reserved word is a statement of the query language.")
                        .responses(OpenApiBodies.rows(view)),
                OpenApiParameters.filter(view),
                OpenApiParameters.order(view),
                OpenApiParameters.paging(),
                OpenApiParameters.freshness());
    }

    Operation query() {
        return with(
                operation("query", "Query", "The query language as a JSON body.")
                        .requestBody(OpenApiBodies.queryBody(view))
                        .responses(OpenApiBodies.rows(view)),
                OpenApiParameters.freshness());
    }

    Operation fetch() {
        return with(
                operation("fetch", "Fetch", "The item, now or at a moment of the past.")
                        .responses(OpenApiBodies.item(view)),
                List.of(
                        OpenApiParameters.path("id"),
                        OpenApiParameters.header("If-None-Match", "A version already known")),
                OpenApiParameters.moment(),
                OpenApiParameters.freshness());
    }

    Operation history() {
        return with(
                operation("history-of", "History", "Every event of the item, oldest first.")
                        .responses(OpenApiBodies.history()),
                List.of(OpenApiParameters.path("id")),
                OpenApiParameters.paging(),
                OpenApiParameters.freshness());
    }

    Operation follow() {
        return with(
                following("follow", "Follow", "The item, and then every change of it."),
                List.of(OpenApiParameters.path("id"), lastEvent()),
                OpenApiParameters.freshness());
    }

    Operation followAll() {
        return with(
                following(
                        "follow-all", "Follow all", "The items that match, and then every change that concerns them."),
                OpenApiParameters.filter(view),
                List.of(lastEvent()),
                OpenApiParameters.freshness());
    }

    private Operation following(String id, String summary, String description) {
        return operation(id, summary, description).responses(OpenApiBodies.changes());
    }

    private static Parameter lastEvent() {
        return OpenApiParameters.header(
                "Last-Event-ID", "The id of the last event that was received, to go on behind it");
    }

    private Operation operation(String id, String summary, String description) {
        return new Operation()
                .addTagsItem(name)
                .operationId(id + "-" + name)
                .summary(summary)
                .description(description);
    }

    @SafeVarargs
    private static Operation with(Operation operation, List<Parameter>... parameters) {
        for (List<Parameter> some : parameters) {
            some.forEach(operation::addParametersItem);
        }
        return operation;
    }
}
