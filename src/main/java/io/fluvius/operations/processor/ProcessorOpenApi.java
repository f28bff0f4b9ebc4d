package io.fluvius.operations.processor;

import static io.fluvius.http.openapi.OpenApiSchemas.BOOLEAN;
import static io.fluvius.http.openapi.OpenApiSchemas.TEXT;
import static io.fluvius.http.openapi.OpenApiSchemas.TIME;
import static io.fluvius.http.openapi.OpenApiSchemas.described;
import static io.fluvius.http.openapi.OpenApiSchemas.integer;
import static io.fluvius.http.openapi.OpenApiSchemas.list;
import static io.fluvius.http.openapi.OpenApiSchemas.nullable;
import static io.fluvius.http.openapi.OpenApiSchemas.oneOf;

import io.fluvius.http.openapi.ComponentSchemas;
import io.fluvius.http.openapi.ObjectSchema;
import io.fluvius.http.openapi.OpenApiBodies;
import io.fluvius.http.openapi.OpenApiOperations;
import io.fluvius.http.openapi.OpenApiParameters;
import io.fluvius.http.openapi.OpenApiResponses;
import io.fluvius.problem.ProblemCode;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Describes the operations on processors. */
final class ProcessorOpenApi implements OpenApiOperations {

    private static final String TAG = "operations";
    private static final String ONE = ProcessorController.PATH + "/{name}";
    private static final String SEGMENT = ONE + "/segments/{segment}/";
    private static final Map<String, Object> NUMBER = Map.of("type", "number", "minimum", 0);

    @Override
    public Tag tag() {
        return new Tag().name(TAG).description("Operate the application");
    }

    @Override
    public void addTo(Paths paths, ComponentSchemas components) {
        Map<String, Object> status = status(components);
        Map<String, Object> all = components.add(
                "ProcessorList",
                new ObjectSchema().required("data", list(status)).open());
        paths.addPathItem(
                ProcessorController.PATH,
                new PathItem().get(operation("get-processors", "List event processors", "The processors", all)));
        paths.addPathItem(
                ONE,
                new PathItem()
                        .get(named(operation(
                                "get-processor",
                                "Get an event processor",
                                "The processor",
                                status,
                                ProblemCode.NOT_FOUND))));
        paths.addPathItem(ONE + "/start", post("start-processor", "Start a processor on all nodes", status));
        paths.addPathItem(ONE + "/stop", post("stop-processor", "Stop a processor on all nodes", status));
        PathItem reset = post("reset-processor", "Reset a stopped processor", status, ProblemCode.INVALID_PAYLOAD);
        reset.getPost()
                .requestBody(OpenApiBodies.json(
                        components.add(
                                "ResetRequest",
                                new ObjectSchema()
                                        .required("to", described(TEXT, "tail, head, or a time"))
                                        .closed()),
                        Map.of("to", "tail")));
        paths.addPathItem(ONE + "/reset", reset);
        paths.addPathItem(SEGMENT + "split", ofSegment("split-segment", "Split a segment into two", status));
        paths.addPathItem(SEGMENT + "merge", ofSegment("merge-segment", "Merge a segment with its other half", status));
        paths.addPathItem(SEGMENT + "release", ofSegment("release-segment", "Leave a segment to another node", status));
    }

    private static PathItem ofSegment(String id, String summary, Map<String, Object> status) {
        PathItem path = post(id, summary, status);
        path.getPost()
                .addParametersItem(OpenApiParameters.path("segment", integer("int32", 0), "The id of the segment"));
        return path;
    }

    private static PathItem post(String id, String summary, Map<String, Object> status, ProblemCode... problems) {
        ProblemCode[] all = Stream.concat(
                        Arrays.stream(problems), Stream.of(ProblemCode.NOT_FOUND, ProblemCode.WRONG_STATE))
                .toArray(ProblemCode[]::new);
        return new PathItem().post(named(operation(id, summary, "The processor", status, all)));
    }

    private static Operation named(Operation operation) {
        return operation.addParametersItem(OpenApiParameters.path("name", TEXT, "The name of the processor"));
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

    private static Map<String, Object> status(ComponentSchemas components) {
        Map<String, Object> segment = components.add(
                "ProcessorSegment",
                new ObjectSchema()
                        .required("id", integer("int32", 0))
                        .required("mask", integer("int32", 0))
                        .required("oneOf", described(integer("int64", 1), "Has one of so many parts of the events"))
                        .required("node", described(nullable(TEXT), "The node that processes it"))
                        .required("claimRenewedAt", TIME)
                        .required("position", ComponentSchemas.reference("Position"))
                        .required("behind", described(integer("int64", 0), "In positions"))
                        .required("secondsBehind", NUMBER)
                        .required("caughtUp", BOOLEAN)
                        .required("replaying", BOOLEAN)
                        .open());
        return components.add(
                "Processor",
                new ObjectSchema()
                        .required("name", TEXT)
                        .required("kind", oneOf(List.of("projection", "automation", "saga", "own-read-model")))
                        .required("mode", TEXT)
                        .required("stopped", described(BOOLEAN, "Whether an operator has stopped it"))
                        .required("running", BOOLEAN)
                        .required("replaying", BOOLEAN)
                        .required("backlog", BOOLEAN)
                        .required("segments", list(segment))
                        .required(
                                "eventsPerSecond", described(NUMBER, "On the node that answers, over the last minute"))
                        .required("deadLetters", integer("int64", 0))
                        .required("error", described(nullable(TEXT), "On the node that answers"))
                        .open());
    }
}
