package io.fluvius.operations.rebuild;

import io.fluvius.http.openapi.ComponentSchemas;
import io.fluvius.http.openapi.ObjectSchema;
import io.fluvius.http.openapi.OpenApiOperations;
import io.fluvius.http.openapi.OpenApiParameters;
import io.fluvius.http.openapi.OpenApiResponses;
import io.fluvius.http.openapi.OpenApiSchemas;
import io.fluvius.operations.Rebuilds.Swap;
import io.fluvius.problem.ProblemCode;
import io.fluvius.projection.RebuildRecord.Phase;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Describes the rebuilds of views in the OpenAPI document. */
final class RebuildOperations implements OpenApiOperations {

    private static final String URL = "/api/operations/views/{path}/rebuild";
    private static final Map<String, Object> COUNT = OpenApiSchemas.integer("int64", 0);

    @Override
    public Tag tag() {
        return new Tag().name("operations").description("Operate the application");
    }

    @Override
    public void addTo(Paths paths, ComponentSchemas components) {
        Map<String, Object> rebuild = rebuild(components);
        paths.addPathItem(
                URL,
                new PathItem()
                        .post(operation("start-rebuild", "Start to rebuild a view", "202", rebuild)
                                .description("The body is optional: {\"swap\": \"manual\"}."))
                        .get(operation("rebuild", "Look at the rebuild of a view", "200", rebuild)
                                .description("Returns the state of the latest rebuild.")));
        Operation progress = new Operation()
                .addTagsItem("operations")
                .operationId("rebuild-progress")
                .summary("Follow the rebuild of a view")
                .description("Sends the state whenever it changes, until the rebuild has ended.")
                .addParametersItem(pathOfView())
                .responses(OpenApiResponses.of(
                        "200",
                        OpenApiResponses.response(
                                "Server-sent events named phase and progress, each with a Rebuild as JSON",
                                "text/event-stream",
                                OpenApiSchemas.TEXT),
                        ProblemCode.UNKNOWN_RESOURCE,
                        ProblemCode.NOT_FOUND));
        paths.addPathItem(URL + "/progress", new PathItem().get(progress));
        paths.addPathItem(
                URL + "/diff",
                new PathItem()
                        .get(operation(
                                        "rebuild-diff",
                                        "Compare the rows of a rebuild with those in use",
                                        "200",
                                        diff(components))
                                .description(
                                        "Compares both tables at a moment at which they include the same events.")));
        paths.addPathItem(
                URL + "/swap",
                new PathItem()
                        .post(
                                operation("swap-rebuild", "Use the rows of a rebuild", "200", rebuild)
                                        .description(
                                                "Replaces the first table by the second one, and responds when that is done.")));
        paths.addPathItem(
                URL + "/discard",
                new PathItem()
                        .post(operation("discard-rebuild", "End a rebuild and delete its rows", "200", rebuild)
                                .description("Ends a rebuild at any time before its rows are in use.")));
    }

    private static Parameter pathOfView() {
        return OpenApiParameters.path("path", OpenApiSchemas.TEXT, "The path of a view");
    }

    private static Operation operation(String id, String summary, String status, Map<String, Object> schema) {
        return new Operation()
                .addTagsItem("operations")
                .operationId(id)
                .summary(summary)
                .addParametersItem(pathOfView())
                .responses(OpenApiResponses.of(
                        status,
                        OpenApiResponses.json("The state", schema),
                        ProblemCode.UNKNOWN_RESOURCE,
                        ProblemCode.NOT_FOUND,
                        ProblemCode.WRONG_STATE));
    }

    private static Map<String, Object> rebuild(ComponentSchemas components) {
        Map<String, Object> summary = components.add("RebuildDiffSummary", diff(view()));
        return components.add(
                "Rebuild",
                new ObjectSchema()
                        .required("processor", OpenApiSchemas.TEXT)
                        .required("resources", OpenApiSchemas.list(OpenApiSchemas.TEXT))
                        .required("phase", OpenApiSchemas.oneOf(names(Phase.values())))
                        .required("swap", OpenApiSchemas.oneOf(names(Swap.values())))
                        .required("changed", OpenApiSchemas.BOOLEAN)
                        .required("node", OpenApiSchemas.nullable(OpenApiSchemas.TEXT))
                        .required("eventsDone", COUNT)
                        .required("eventsTotal", COUNT)
                        .required("eventsPerSecond", OpenApiSchemas.nullable(COUNT))
                        .required("secondsLeft", OpenApiSchemas.nullable(COUNT))
                        .required("diff", OpenApiSchemas.nullable(summary))
                        .required("failure", OpenApiSchemas.nullable(OpenApiSchemas.TEXT))
                        .required("startedAt", OpenApiSchemas.TIME)
                        .required("endedAt", OpenApiSchemas.nullable(OpenApiSchemas.TIME))
                        .open());
    }

    private static Map<String, Object> diff(ComponentSchemas components) {
        Map<String, Object> field = new ObjectSchema()
                .required("name", OpenApiSchemas.TEXT)
                .required("before", Map.of())
                .required("after", Map.of())
                .open();
        Map<String, Object> row = components.add(
                "RebuildRow",
                new ObjectSchema()
                        .required("id", OpenApiSchemas.UUID)
                        .required("change", OpenApiSchemas.oneOf(List.of("new", "gone", "different")))
                        .required("fields", OpenApiSchemas.list(field))
                        .open());
        return components.add("RebuildDiff", diff(view().required("samples", OpenApiSchemas.list(row))));
    }

    private static ObjectSchema view() {
        return new ObjectSchema()
                .required("resource", OpenApiSchemas.TEXT)
                .required("new", COUNT)
                .required("gone", COUNT)
                .required("different", COUNT);
    }

    private static Map<String, Object> diff(ObjectSchema view) {
        return new ObjectSchema()
                .required("comparedAt", OpenApiSchemas.TIME)
                .required("equal", OpenApiSchemas.BOOLEAN)
                .required("views", OpenApiSchemas.list(view.open()))
                .open();
    }

    private static List<String> names(Enum<?>... values) {
        return Stream.of(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }
}
