package io.fluvius.operations.backup;

import static io.fluvius.http.openapi.OpenApiSchemas.TEXT;
import static io.fluvius.http.openapi.OpenApiSchemas.VERSION;
import static io.fluvius.http.openapi.OpenApiSchemas.described;
import static io.fluvius.http.openapi.OpenApiSchemas.nullable;

import io.fluvius.http.openapi.ComponentSchemas;
import io.fluvius.http.openapi.ObjectSchema;
import io.fluvius.http.openapi.OpenApiOperations;
import io.fluvius.http.openapi.OpenApiResponses;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Map;

/** Describes backups in the OpenAPI document. */
final class BackupOperations implements OpenApiOperations {

    static final String PATH = "/api/operations/backup";

    @Override
    public Tag tag() {
        return new Tag().name("operations").description("Operate the application");
    }

    @Override
    public void addTo(Paths paths, ComponentSchemas components) {
        Map<String, Object> target = components.add(
                "BackupTarget",
                new ObjectSchema()
                        .optional(
                                "to",
                                described(nullable(TEXT), "The name of the file; by default, it contains the time"))
                        .closed());
        Map<String, Object> backup = components.add(
                "Backup",
                new ObjectSchema()
                        .required("file", described(TEXT, "The name of the file in the folder of backups"))
                        .required("bytes", described(VERSION, "The size of the file"))
                        .open());
        paths.addPathItem(
                PATH,
                new PathItem()
                        .post(new Operation()
                                .addTagsItem("operations")
                                .operationId("create-backup")
                                .summary("Back up an H2 database")
                                .description("Writes the database as it is at one moment into a file on the server.")
                                .requestBody(new RequestBody()
                                        .content(OpenApiResponses.json("The file", target)
                                                .getContent()))
                                .responses(OpenApiResponses.of(
                                        "200",
                                        OpenApiResponses.json("The backup", backup),
                                        ProblemCode.PAYLOAD_TOO_LARGE,
                                        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                                        ProblemCode.WRONG_STATE,
                                        ProblemCode.UNAVAILABLE))));
    }
}
