package io.fluvius.operations.erasure;

import static io.fluvius.http.openapi.OpenApiSchemas.ANY_OBJECT;
import static io.fluvius.http.openapi.OpenApiSchemas.TEXT;
import static io.fluvius.http.openapi.OpenApiSchemas.TIME;
import static io.fluvius.http.openapi.OpenApiSchemas.UUID;
import static io.fluvius.http.openapi.OpenApiSchemas.VERSION;
import static io.fluvius.http.openapi.OpenApiSchemas.described;
import static io.fluvius.http.openapi.OpenApiSchemas.list;
import static io.fluvius.http.openapi.OpenApiSchemas.nullable;
import static io.fluvius.http.openapi.OpenApiSchemas.with;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.http.openapi.ComponentSchemas;
import io.fluvius.http.openapi.ObjectSchema;
import io.fluvius.http.openapi.OpenApiOperations;
import io.fluvius.http.openapi.OpenApiParameters;
import io.fluvius.http.openapi.OpenApiResponses;
import io.fluvius.personal.PersonalMembers;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Map;

/** Describes what is kept about persons, and the certificates that they were forgotten. */
final class PersonOpenApi implements OpenApiOperations {

    private static final String TAG = "personal data";

    private final DomainRegistry domains;

    PersonOpenApi(DomainRegistry domains) {
        this.domains = domains;
    }

    @Override
    public Tag tag() {
        return new Tag().name(TAG).description("What is kept about persons");
    }

    @Override
    public void addTo(Paths paths, ComponentSchemas components) {
        domains.all().stream()
                .filter(domain -> PersonalMembers.areIn(domain.events()))
                .forEach(domain -> addTo(paths, components, domain));
    }

    private static void addTo(Paths paths, ComponentSchemas components, RegisteredDomain domain) {
        String path = "/api/" + domain.path() + "/{id}/";
        paths.addPathItem(
                path + "personal-data",
                operation(
                        "get-personal-data-of-" + domain.name(),
                        "Get what is kept about a person",
                        "Requires the right personal-data:read, except for the person itself.",
                        "What is kept",
                        report(components)));
        paths.addPathItem(
                path + "erasure",
                operation(
                        "get-erasure-of-" + domain.name(),
                        "Get the certificate that a person was forgotten",
                        "Computed from the store when it is requested.",
                        "The certificate",
                        certificate(components)));
    }

    private static PathItem operation(
            String id, String summary, String description, String answer, Map<String, Object> schema) {
        return new PathItem()
                .get(new Operation()
                        .addTagsItem(TAG)
                        .operationId(id)
                        .summary(summary)
                        .description(description)
                        .addParametersItem(OpenApiParameters.path("id", UUID, "The id of the person"))
                        .responses(OpenApiResponses.of(
                                "200",
                                OpenApiResponses.json(answer, schema),
                                ProblemCode.NOT_FOUND,
                                ProblemCode.UNAVAILABLE)));
    }

    private static Map<String, Object> report(ComponentSchemas components) {
        Map<String, Object> person = components.add(
                "PersonReference",
                new ObjectSchema()
                        .required("resource", TEXT)
                        .required("id", UUID)
                        .open());
        Map<String, Object> kept = components.add(
                "KeptData",
                new ObjectSchema()
                        .required("where", described(TEXT, "Where it is, such as events, rows/user or uniqueValues"))
                        .required("count", described(VERSION, "How much it is"))
                        .required("entries", described(list(ANY_OBJECT), "The first 1,000"))
                        .open());
        return components.add(
                "PersonalDataReport",
                new ObjectSchema()
                        .required("person", person)
                        .required("kept", list(kept))
                        .open());
    }

    private static Map<String, Object> certificate(ComponentSchemas components) {
        return components.add(
                "ErasureCertificate",
                new ObjectSchema()
                        .required("subject", described(TEXT, "SHA-256 of the resource, a slash, and the id"))
                        .required("forgottenAt", TIME)
                        .required("by", described(nullable(TEXT), "Who forgot the person"))
                        .required("events", described(VERSION, "The number of events of the person"))
                        .required("values", described(VERSION, "The number of values in them that are forgotten"))
                        .required(
                                "remaining",
                                described(
                                        with(ANY_OBJECT, "additionalProperties", VERSION),
                                        "What is left beside the events, by where it is"))
                        .open());
    }
}
