package io.fluvius.http.openapi;

import static io.fluvius.http.openapi.OpenApiSchemas.ANY_OBJECT;
import static io.fluvius.http.openapi.OpenApiSchemas.BOOLEAN;
import static io.fluvius.http.openapi.OpenApiSchemas.TEXT;
import static io.fluvius.http.openapi.OpenApiSchemas.URI;
import static io.fluvius.http.openapi.OpenApiSchemas.integer;
import static io.fluvius.http.openapi.OpenApiSchemas.list;

import io.fluvius.command.CommandType;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.view.FieldType;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the operations that do not depend on a domain for {@link OpenApiDocument}. */
final class SharedOperations {

    static final String BATCH = "commands";
    static final String META = "meta";

    private SharedOperations() {}

    /** Adds the operations on metadata, with examples from the first command and the first resource. */
    static void addMetadata(
            Paths paths, ComponentSchemas components, DomainRegistry domains, @Nullable CommandType firstCommand) {
        List<String> resources =
                domains.views().stream().map(view -> view.resource()).limit(1).toList();
        paths.addPathItem("/api/meta", meta("meta", "Describe the application", application(components)));
        paths.addPathItem(
                "/api/meta/commands/{command}",
                described(
                        meta("meta-command", "Describe a command", command(components), ProblemCode.UNKNOWN_COMMAND),
                        "command",
                        firstCommand == null ? null : firstCommand.key()));
        paths.addPathItem(
                "/api/meta/resources/{resource}",
                described(
                        meta(
                                "meta-resource",
                                "Describe a resource",
                                resource(components),
                                ProblemCode.UNKNOWN_RESOURCE),
                        "resource",
                        resources.isEmpty() ? null : resources.getFirst()));
        Operation problem = operation(META, "problem", "Explain a problem", OpenApiResponses.html())
                .description("Returns an HTML page.");
        paths.addPathItem(
                "/problems/{code}", described(new PathItem().get(problem), "code", ProblemCode.REJECTED.text()));
    }

    static void addBatch(Paths paths, @Nullable CommandType example) {
        Operation batch = operation(BATCH, "process-commands", "Process many commands", OpenApiResponses.batch())
                .description(
                        "Processes the commands, those of one aggregate in their order, and returns a result for each.")
                .addParametersItem(OpenApiParameters.onFailure())
                .requestBody(OpenApiBodies.batch(example));
        paths.addPathItem("/api/commands", new PathItem().post(batch));
    }

    private static PathItem meta(String id, String summary, Map<String, Object> schema, ProblemCode... problems) {
        Operation operation = operation(META, id, summary, OpenApiResponses.metadata(schema, problems));
        return new PathItem().get(operation.description("Returns what /api/meta says about it."));
    }

    private static PathItem described(PathItem path, String parameter, @Nullable String example) {
        Parameter named = OpenApiParameters.path(parameter, TEXT, "The name of what is described");
        path.getGet().addParametersItem(example == null ? named : named.example(example));
        return path;
    }

    private static Map<String, Object> application(ComponentSchemas components) {
        Map<String, Object> domain = components.add(
                "DomainDescription",
                new ObjectSchema()
                        .required("name", TEXT)
                        .required("commands", list(TEXT))
                        .required("resources", list(TEXT))
                        .open());
        return components.add(
                "ApplicationDescription",
                new ObjectSchema()
                        .required("version", TEXT)
                        .required("domains", list(domain))
                        .open());
    }

    private static Map<String, Object> command(ComponentSchemas components) {
        return components.add(
                "CommandDescription",
                new ObjectSchema()
                        .required("key", TEXT)
                        .required("title", TEXT)
                        .required("description", TEXT)
                        .required("resource", TEXT)
                        .required("creating", BOOLEAN)
                        .required("schema", OpenApiSchemas.described(ANY_OBJECT, "The JSON Schema of the payload"))
                        .required("url", URI)
                        .open());
    }

    private static Map<String, Object> resource(ComponentSchemas components) {
        List<String> types =
                Arrays.stream(FieldType.values()).map(FieldType::text).toList();
        Map<String, Object> field = components.add(
                "FieldDescription",
                new ObjectSchema()
                        .required("name", TEXT)
                        .required("type", OpenApiSchemas.oneOf(types))
                        .required("nullable", BOOLEAN)
                        .required("operators", list(TEXT))
                        .required("sortable", BOOLEAN)
                        .required("indexed", BOOLEAN)
                        .required("searched", BOOLEAN)
                        .optional("values", OpenApiSchemas.described(list(TEXT), "The names of an enum"))
                        .required("examples", list(TEXT))
                        .open());
        Map<String, Object> limit = components.add(
                "LimitDescription",
                new ObjectSchema()
                        .required("minimum", integer("int32", 0))
                        .required("maximum", integer("int32", 0))
                        .required("default", integer("int32", 0))
                        .open());
        return components.add(
                "ResourceDescription",
                new ObjectSchema()
                        .required("resource", TEXT)
                        .required("path", TEXT)
                        .required("url", URI)
                        .required("fields", list(field))
                        .required("searched", list(TEXT))
                        .required("sort", list(TEXT))
                        .required("limit", limit)
                        .open());
    }

    private static Operation operation(String tag, String id, String summary, ApiResponses responses) {
        return new Operation().addTagsItem(tag).operationId(id).summary(summary).responses(responses);
    }
}
