package io.fluvius.operations.audit;

import static io.fluvius.http.openapi.OpenApiSchemas.TEXT;
import static io.fluvius.http.openapi.OpenApiSchemas.TIME;
import static io.fluvius.http.openapi.OpenApiSchemas.described;
import static io.fluvius.http.openapi.OpenApiSchemas.list;
import static io.fluvius.http.openapi.OpenApiSchemas.nullable;
import static io.fluvius.http.openapi.OpenApiSchemas.oneOf;

import io.fluvius.http.openapi.ComponentSchemas;
import io.fluvius.http.openapi.ObjectSchema;
import io.fluvius.http.openapi.OpenApiOperations;
import io.fluvius.http.openapi.OpenApiParameters;
import io.fluvius.http.openapi.OpenApiResponses;
import io.fluvius.http.openapi.OpenApiSchemas;
import io.fluvius.operations.OperatorAction.Outcome;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Map;
import java.util.stream.Stream;

/** Describes the recorded actions of operators. */
final class AuditOpenApi implements OpenApiOperations {

    private static final String TAG = "operations";
    private static final Map<String, Object> OUTCOME =
            oneOf(Stream.of(Outcome.values()).map(Outcome::text).toList());

    @Override
    public Tag tag() {
        return new Tag().name(TAG).description("Operate the application");
    }

    @Override
    public void addTo(Paths paths, ComponentSchemas components) {
        Map<String, Object> page = components.add(
                "OperatorActionPage",
                new ObjectSchema()
                        .required("data", list(action(components)))
                        .required("page", ComponentSchemas.reference("PageInfo"))
                        .open());
        Operation find = new Operation()
                .addTagsItem(TAG)
                .operationId("find-operator-actions")
                .summary("List the actions of operators")
                .description("The latest first, of all nodes that share the database.")
                .addParametersItem(
                        OpenApiParameters.query("action", "The name of the action, such as reset-processor", TEXT))
                .addParametersItem(OpenApiParameters.query("actor", "Who ran it", TEXT))
                .addParametersItem(OpenApiParameters.query("outcome", "How it ended", OUTCOME))
                .addParametersItem(OpenApiParameters.query("from", "The time since which it started", TIME))
                .addParametersItem(OpenApiParameters.query("to", "The time before which it started", TIME))
                .addParametersItem(OpenApiParameters.query(
                        "readings",
                        "Which readings of personal history to list",
                        oneOf(AuditController.READINGS_SHOWN)))
                .responses(OpenApiResponses.of(
                        "200", OpenApiResponses.json("A page of actions", page), ProblemCode.INVALID_QUERY));
        OpenApiParameters.paging().forEach(find::addParametersItem);
        paths.addPathItem(AuditController.PATH, new PathItem().get(find));
    }

    private static Map<String, Object> action(ComponentSchemas components) {
        return components.add(
                "OperatorAction",
                new ObjectSchema()
                        .required("id", OpenApiSchemas.UUID)
                        .required("action", TEXT)
                        .required("target", described(nullable(TEXT), "What it acted on, such as a processor"))
                        .required("details", described(OpenApiSchemas.ANY_OBJECT, "Its parameters, such as a reason"))
                        .required("actor", TEXT)
                        .required("node", TEXT)
                        .required("startedAt", TIME)
                        .required("endedAt", described(nullable(TIME), "Null while it runs, or if its node has died"))
                        .required("outcome", OUTCOME)
                        .required("problem", described(nullable(TEXT), "The code of the problem that ended it"))
                        .required("message", described(nullable(TEXT), "The detail of that problem"))
                        .open());
    }
}
