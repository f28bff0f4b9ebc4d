package io.fluvius.http.openapi;

import static io.fluvius.http.openapi.OpenApiSchemas.BOOLEAN;
import static io.fluvius.http.openapi.OpenApiSchemas.TEXT;
import static io.fluvius.http.openapi.OpenApiSchemas.URI;
import static io.fluvius.http.openapi.OpenApiSchemas.UUID;
import static io.fluvius.http.openapi.OpenApiSchemas.VERSION;
import static io.fluvius.http.openapi.OpenApiSchemas.described;
import static io.fluvius.http.openapi.OpenApiSchemas.integer;
import static io.fluvius.http.openapi.OpenApiSchemas.list;
import static io.fluvius.http.openapi.OpenApiSchemas.oneOf;

import io.fluvius.http.problem.ProblemType;
import io.fluvius.problem.ProblemCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schemas of problems: one for each code, with its further members, and {@code Problem}, which is one of them. */
final class ProblemSchemas {

    private ProblemSchemas() {}

    static void addTo(ComponentSchemas components) {
        Map<String, Object> fault = components.add(
                "Fault",
                new ObjectSchema()
                        .required("pointer", described(TEXT, "A JSON pointer into the request"))
                        .required("message", TEXT)
                        .open());
        Map<String, Map<String, Object>> problems = new LinkedHashMap<>();
        for (ProblemCode code : ProblemCode.values()) {
            String name = OpenApiSchemas.pascal(code.text()) + "Problem";
            problems.put(code.text(), components.add(name, problem(code, fault)));
        }
        components.add("Problem", described(oneOf("code", problems), "A problem (RFC 9457); the code tells which"));
    }

    private static Map<String, Object> problem(ProblemCode code, Map<String, Object> fault) {
        ObjectSchema schema = new ObjectSchema()
                .description(ProblemType.of(code).explanation().strip())
                .required("type", described(URI, "The URL of the page that explains the problem"))
                .required("title", TEXT)
                .required("status", integer(400, 599))
                .required("detail", TEXT)
                .required("instance", described(URI, "The path of the request"))
                .required("code", oneOf(List.of(code.text())));
        switch (code) {
            case UNIQUE_VALUE_TAKEN -> schema.required("field", described(TEXT, "The field whose value is taken"));
            case VERSION_MISMATCH -> schema.required("actual", described(VERSION, "The current version"));
            case NOT_FOUND ->
                schema.optional("actual", described(VERSION, "The newest version, if a later one was requested"));
            case REJECTED ->
                schema.required(
                        "rejection", described(TEXT, "The name of the reason; its details are further members"));
            case INTERNAL -> schema.required("incident", described(UUID, "The id of the incident in the log"));
            default -> {
                // no further members
            }
        }
        schema.optional("errors", described(list(fault), "The faults of the request, where they can be located"))
                .optional("commandId", described(UUID, "The id of the command, where one was involved"))
                .optional(
                        "replayed",
                        described(BOOLEAN, "True if an earlier request with this command id had this outcome"));
        return code == ProblemCode.REJECTED ? schema.extended() : schema.open();
    }
}
