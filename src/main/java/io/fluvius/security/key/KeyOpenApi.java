package io.fluvius.security.key;

import static io.fluvius.http.openapi.OpenApiSchemas.TEXT;
import static io.fluvius.http.openapi.OpenApiSchemas.TIME;
import static io.fluvius.http.openapi.OpenApiSchemas.list;
import static io.fluvius.http.openapi.OpenApiSchemas.nullable;
import static io.fluvius.http.openapi.OpenApiSchemas.oneOf;

import io.fluvius.access.Right;
import io.fluvius.http.openapi.ComponentSchemas;
import io.fluvius.http.openapi.ObjectSchema;
import io.fluvius.http.openapi.OpenApiBodies;
import io.fluvius.http.openapi.OpenApiOperations;
import io.fluvius.http.openapi.OpenApiParameters;
import io.fluvius.http.openapi.OpenApiResponses;
import io.fluvius.http.openapi.OpenApiSchemas;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Describes the API keys. */
final class KeyOpenApi implements OpenApiOperations {

    private static final String TAG = "operations";
    private static final Map<String, Object> RIGHT =
            oneOf(Stream.of(Right.values()).map(Right::text).toList());

    @Override
    public Tag tag() {
        return new Tag().name(TAG).description("Operate the application");
    }

    @Override
    public void addTo(Paths paths, ComponentSchemas components) {
        Map<String, Object> self = components.add(
                "CallerAggregate",
                new ObjectSchema()
                        .required("resource", TEXT)
                        .required("id", OpenApiSchemas.UUID)
                        .open());
        Map<String, Object> key = components.add("ApiKey", described(self).open());
        Map<String, Object> created = components.add(
                "CreatedApiKey",
                described(self)
                        .required("key", OpenApiSchemas.described(TEXT, "The key itself, which is never shown again"))
                        .open());
        paths.addPathItem(
                KeyController.PATH,
                new PathItem()
                        .get(operation("list-keys", "List the API keys", "The latest first.")
                                .responses(OpenApiResponses.of(
                                        "200",
                                        OpenApiResponses.json(
                                                "The keys",
                                                new ObjectSchema()
                                                        .required("data", list(key))
                                                        .open()))))
                        .post(operation("create-key", "Create an API key", "Shows the key once.")
                                .requestBody(OpenApiBodies.json(
                                        grant(), Map.of("name", "nightly-import", "roles", List.of("machine"))))
                                .responses(OpenApiResponses.of(
                                        "201",
                                        OpenApiResponses.json("The key", created),
                                        ProblemCode.INVALID_PAYLOAD,
                                        ProblemCode.WRONG_STATE,
                                        ProblemCode.PAYLOAD_TOO_LARGE,
                                        ProblemCode.UNSUPPORTED_MEDIA_TYPE))));
        paths.addPathItem(
                KeyController.PATH + "/{id}",
                new PathItem()
                        .delete(operation("revoke-key", "Revoke an API key", "No node accepts it from then on.")
                                .addParametersItem(OpenApiParameters.path("id", TEXT, "The id of a key"))
                                .responses(OpenApiResponses.of(
                                        "204",
                                        new ApiResponse().description("The key is revoked"),
                                        ProblemCode.NOT_FOUND))));
    }

    private static Operation operation(String id, String summary, String description) {
        return new Operation().addTagsItem(TAG).operationId(id).summary(summary).description(description);
    }

    private static ObjectSchema described(Map<String, Object> self) {
        return new ObjectSchema()
                .required("id", TEXT)
                .required("name", TEXT)
                .required("roles", list(TEXT))
                .required("rights", list(RIGHT))
                .required("self", nullable(self))
                .required("tenant", nullable(TEXT))
                .required("createdAt", TIME)
                .required("createdBy", TEXT)
                .required("expiresAt", nullable(TIME))
                .required("revokedAt", nullable(TIME))
                .required("lastUsedOn", nullable(Map.of("type", "string", "format", "date")));
    }

    private static Map<String, Object> grant() {
        return new ObjectSchema()
                .required("name", OpenApiSchemas.described(TEXT, "Lower-case letters, digits, dots and hyphens"))
                .optional("roles", list(TEXT))
                .optional("rights", list(RIGHT))
                .optional(
                        "self",
                        new ObjectSchema()
                                .required("resource", TEXT)
                                .required("id", OpenApiSchemas.UUID)
                                .closed())
                .optional("tenant", OpenApiSchemas.described(TEXT, "The name of a tenant, or * for all of them"))
                .optional("expiresAt", OpenApiSchemas.described(TIME, "Without it, the key does not expire"))
                .closed();
    }
}
