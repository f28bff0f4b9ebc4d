package io.fluvius.operations.deadletter;

import static io.fluvius.http.openapi.OpenApiSchemas.TEXT;
import static io.fluvius.http.openapi.OpenApiSchemas.TIME;
import static io.fluvius.http.openapi.OpenApiSchemas.described;
import static io.fluvius.http.openapi.OpenApiSchemas.integer;
import static io.fluvius.http.openapi.OpenApiSchemas.list;
import static io.fluvius.http.openapi.OpenApiSchemas.nullable;

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
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Map;

/** Describes the operations on dead letters. */
final class DeadLetterOpenApi implements OpenApiOperations {

    private static final String TAG = "operations";
    private static final Map<String, Object> COUNT = integer("int32", 0);

    @Override
    public Tag tag() {
        return new Tag().name(TAG).description("Operate the application");
    }

    @Override
    public void addTo(Paths paths, ComponentSchemas components) {
        Map<String, Object> letter = letter(components);
        Map<String, Object> evicted = evicted(components, letter);
        Map<String, Object> result = components.add(
                "RetryResult",
                new ObjectSchema()
                        .required("handled", described(COUNT, "How many dead letters are no longer parked"))
                        .required("sequences", described(COUNT, "How many sequences were tried"))
                        .required("remaining", described(COUNT, "How many of them still have dead letters"))
                        .open());
        paths.addPathItem(DeadLetterController.PATH, new PathItem().get(find(components, letter)));
        paths.addPathItem(
                DeadLetterController.PATH + "/retry",
                new PathItem()
                        .post(operation("retry-dead-letters", "Retry all dead letters", "The result", result)
                                .requestBody(OpenApiBodies.json(
                                                components.add(
                                                        "RetryRequest",
                                                        new ObjectSchema()
                                                                .optional("processor", nullable(TEXT))
                                                                .closed()),
                                                Map.of())
                                        .required(false))));
        Operation evictedPage = operation(
                "get-evicted-dead-letters",
                "List evicted dead letters",
                "A page of letters",
                page(components, "EvictedDeadLetterPage", evicted),
                ProblemCode.INVALID_QUERY);
        OpenApiParameters.paging().forEach(evictedPage::addParametersItem);
        paths.addPathItem(DeadLetterController.PATH + "/evicted", new PathItem().get(evictedPage));
        addOfOne(paths, components, letter, evicted, result);
    }

    private static void addOfOne(
            Paths paths,
            ComponentSchemas components,
            Map<String, Object> letter,
            Map<String, Object> evicted,
            Map<String, Object> result) {
        String path = DeadLetterController.PATH + "/{id}";
        paths.addPathItem(
                path,
                new PathItem()
                        .get(ofOne(operation(
                                "get-dead-letter",
                                "Get a dead letter",
                                "The letter",
                                details(components, letter),
                                ProblemCode.NOT_FOUND))));
        paths.addPathItem(
                path + "/retry",
                new PathItem()
                        .post(ofOne(operation(
                                "retry-dead-letter",
                                "Retry the sequence of a dead letter",
                                "The result",
                                result,
                                ProblemCode.NOT_FOUND,
                                ProblemCode.UNAVAILABLE))));
        paths.addPathItem(
                path + "/evict",
                new PathItem()
                        .post(ofOne(operation(
                                        "evict-dead-letter",
                                        "Evict a dead letter",
                                        "The evicted letter",
                                        evicted,
                                        ProblemCode.NOT_FOUND,
                                        ProblemCode.INVALID_PAYLOAD))
                                .requestBody(OpenApiBodies.json(
                                        components.add(
                                                "EvictRequest",
                                                new ObjectSchema()
                                                        .required("reason", described(TEXT, "1 to 1,000 characters"))
                                                        .closed()),
                                        Map.of("reason", "The order was cancelled by hand")))));
    }

    private static Operation find(ComponentSchemas components, Map<String, Object> letter) {
        Operation operation = operation(
                        "find-dead-letters",
                        "List dead letters",
                        "A page of the first dead letter of each sequence",
                        page(components, "DeadLetterPage", letter),
                        ProblemCode.INVALID_QUERY,
                        ProblemCode.NOT_FOUND)
                .addParametersItem(query("processor", "The processor that parked them"))
                .addParametersItem(query("cause", "The type of the latest failure, with or without its package"))
                .addParametersItem(query(
                        "olderThan", "The time before which they were parked, or how long ago it is, such as PT1H"));
        OpenApiParameters.paging().forEach(operation::addParametersItem);
        return operation;
    }

    private static Parameter query(String name, String description) {
        return OpenApiParameters.query(name, description, TEXT);
    }

    private static Operation ofOne(Operation operation) {
        return operation.addParametersItem(OpenApiParameters.path("id", TEXT, "The id of the dead letter"));
    }

    private static Operation operation(
            String id, String summary, String success, Map<String, Object> schema, ProblemCode... problems) {
        return new Operation()
                .addTagsItem(TAG)
                .operationId(id)
                .summary(summary)
                .description("Concerns all nodes that share the database.")
                .responses(OpenApiResponses.of("200", OpenApiResponses.json(success, schema), problems));
    }

    private static Map<String, Object> page(ComponentSchemas components, String name, Map<String, Object> entry) {
        return components.add(
                name,
                new ObjectSchema()
                        .required("data", list(entry))
                        .required("page", ComponentSchemas.reference("PageInfo"))
                        .open());
    }

    private static Map<String, Object> letter(ComponentSchemas components) {
        Map<String, Object> event = components.add(
                "DeadLetterEvent",
                new ObjectSchema()
                        .required("id", TEXT)
                        .required("resource", nullable(TEXT))
                        .required("aggregateId", nullable(TEXT))
                        .required("version", integer("int64", -1))
                        .required("position", ComponentSchemas.reference("Position"))
                        .required("type", TEXT)
                        .required("revision", nullable(TEXT))
                        .required("at", TIME)
                        .open());
        Map<String, Object> cause = components.add(
                "DeadLetterCause",
                new ObjectSchema()
                        .required("type", TEXT)
                        .required("message", nullable(TEXT))
                        .open());
        return components.add(
                "DeadLetter",
                new ObjectSchema()
                        .required("id", TEXT)
                        .required("processor", TEXT)
                        .required("event", event)
                        .required(
                                "cause", described(nullable(cause), "Null for an event that waits behind another one"))
                        .required("parkedAt", TIME)
                        .required("triedAt", TIME)
                        .required("ageSeconds", integer("int64", 0))
                        .required("attempts", COUNT)
                        .required("waiting", described(COUNT, "How many events wait behind this one"))
                        .required(
                                "links",
                                new ObjectSchema()
                                        .required("self", OpenApiSchemas.URI)
                                        .optional("item", OpenApiSchemas.URI)
                                        .optional("history", OpenApiSchemas.URI)
                                        .open())
                        .open());
    }

    private static Map<String, Object> details(ComponentSchemas components, Map<String, Object> letter) {
        Map<String, Object> attempt = components.add(
                "DeadLetterAttempt",
                new ObjectSchema()
                        .required("number", integer("int32", 1))
                        .required("at", TIME)
                        .required("node", TEXT)
                        .required("cause", ComponentSchemas.reference("DeadLetterCause"))
                        .required("stackTrace", TEXT)
                        .open());
        return components.add(
                "DeadLetterDetails",
                content(letter)
                        .required("attempts", list(attempt))
                        .required("behind", described(list(letter), "At most 100 of those that wait behind it"))
                        .open());
    }

    private static Map<String, Object> evicted(ComponentSchemas components, Map<String, Object> letter) {
        return components.add(
                "EvictedDeadLetter",
                content(letter)
                        .required("evictedAt", TIME)
                        .required("reason", TEXT)
                        .open());
    }

    private static ObjectSchema content(Map<String, Object> letter) {
        return new ObjectSchema()
                .required("letter", letter)
                .required("payload", OpenApiSchemas.ANY_OBJECT)
                .required("metadata", OpenApiSchemas.ANY_OBJECT);
    }
}
