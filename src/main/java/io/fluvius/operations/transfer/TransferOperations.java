package io.fluvius.operations.transfer;

import static io.fluvius.http.openapi.OpenApiSchemas.VERSION;
import static io.fluvius.http.openapi.OpenApiSchemas.described;
import static io.fluvius.http.openapi.OpenApiSchemas.nullable;

import io.fluvius.http.openapi.ComponentSchemas;
import io.fluvius.http.openapi.ObjectSchema;
import io.fluvius.http.openapi.OpenApiOperations;
import io.fluvius.http.openapi.OpenApiParameters;
import io.fluvius.http.openapi.OpenApiResponses;
import io.fluvius.http.openapi.OpenApiSchemas;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Map;

/** Describes export, import and verification of the log in the OpenAPI document. */
final class TransferOperations implements OpenApiOperations {

    static final String EXPORT = "/api/operations/log/export";
    static final String IMPORT = "/api/operations/log/import";
    static final String VERIFY = "/api/operations/log/verify";

    private static final String NDJSON = "application/x-ndjson";

    @Override
    public Tag tag() {
        return new Tag().name("operations").description("Operate the application");
    }

    @Override
    public void addTo(Paths paths, ComponentSchemas components) {
        Operation export = new Operation()
                .addTagsItem("operations")
                .operationId("export-log")
                .summary("Export the log")
                .description("Returns the receipts and all events from a position on, with checksums.")
                .addParametersItem(OpenApiParameters.query("from", "The position of the first event", VERSION))
                .responses(OpenApiResponses.of(
                        "200",
                        OpenApiResponses.response("The exported log", NDJSON, OpenApiSchemas.TEXT),
                        ProblemCode.UNAVAILABLE));
        paths.addPathItem(EXPORT, new PathItem().get(export));
        Map<String, Object> transferred = components.add(
                "TransferredLog",
                new ObjectSchema()
                        .required("events", described(VERSION, "The number of events"))
                        .required("receipts", described(VERSION, "The number of receipts"))
                        .required(
                                "position", described(nullable(OpenApiSchemas.TEXT), "The position of the last event"))
                        .open());
        paths.addPathItem(
                IMPORT,
                post(
                        "import-log",
                        "Import a log",
                        "Stores an exported log into the store, which must be empty: all of it or nothing.",
                        transferred,
                        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                        ProblemCode.WRONG_STATE,
                        ProblemCode.UNAVAILABLE));
        paths.addPathItem(
                VERIFY,
                post(
                        "verify-log",
                        "Verify an exported log",
                        "Checks that an exported log is complete and unchanged. Stores nothing.",
                        transferred,
                        ProblemCode.UNSUPPORTED_MEDIA_TYPE));
    }

    private static PathItem post(
            String id, String summary, String description, Map<String, Object> schema, ProblemCode... problems) {
        RequestBody log = new RequestBody()
                .description("An exported log, of any length")
                .required(true)
                .content(OpenApiResponses.response("An exported log", NDJSON, OpenApiSchemas.TEXT)
                        .getContent());
        return new PathItem()
                .post(new Operation()
                        .addTagsItem("operations")
                        .operationId(id)
                        .summary(summary)
                        .description(description)
                        .requestBody(log)
                        .responses(OpenApiResponses.of(
                                "200", OpenApiResponses.json("What the log contains", schema), problems)));
    }
}
