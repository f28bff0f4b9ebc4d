package io.fluvius.http.openapi;

import static io.fluvius.http.openapi.ComponentSchemas.reference;
import static io.fluvius.http.openapi.OpenApiSchemas.BOOLEAN;
import static io.fluvius.http.openapi.OpenApiSchemas.TEXT;
import static io.fluvius.http.openapi.OpenApiSchemas.UUID;
import static io.fluvius.http.openapi.OpenApiSchemas.VERSION;
import static io.fluvius.http.openapi.OpenApiSchemas.described;
import static io.fluvius.http.openapi.OpenApiSchemas.integer;
import static io.fluvius.http.openapi.OpenApiSchemas.nullable;
import static io.fluvius.http.openapi.OpenApiSchemas.oneOf;
import static io.fluvius.http.openapi.OpenApiSchemas.with;

import io.fluvius.command.CommandFactory;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.query.Query;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schemas that do not depend on a domain. They are added first, so that no resource takes their names. */
final class SharedSchemas {

    static final Map<String, Object> PROBLEM = reference("Problem");
    static final Map<String, Object> POSITION = reference("Position");
    static final Map<String, Object> TIME_OR_DATE = reference("TimeOrDate");
    static final Map<String, Object> PAGE_INFO = reference("PageInfo");
    static final Map<String, Object> AGGREGATE_TARGET = reference("AggregateTarget");
    static final Map<String, Object> NEW_AGGREGATE = reference("NewAggregate");
    static final Map<String, Object> COMMAND_RESULT = reference("CommandResult");
    static final Map<String, Object> BATCH_ENTRY = reference("BatchEntry");
    static final Map<String, Object> BATCH_RESULT = reference("BatchResult");

    private static final Map<String, Object> AGGREGATE_REF = reference("AggregateRef");
    private static final Map<String, Object> COMMAND_FAILURE = reference("CommandFailure");

    private SharedSchemas() {}

    static void addTo(ComponentSchemas components, DomainRegistry domains, CommandFactory commands) {
        ProblemSchemas.addTo(components);
        components.add(
                "Position",
                described(
                        with(TEXT, "pattern", "^[+-]?[0-9]{1,19}$"),
                        "A place in the order of all events: a whole number of 64 bits as text, because JavaScript cannot"
                                + " hold it as a number"));
        components.add(
                "TimeOrDate",
                described(
                        with(TEXT, "pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?$"),
                        "A time such as 2026-11-22T10:15:30.123Z, or a date, which means its start in UTC"));
        addAggregates(components);
        addResults(components);
        addBatchEntry(components, domains, commands);
        components.add(
                "PageInfo",
                new ObjectSchema()
                        .required(
                                "limit",
                                described(
                                        integer(Query.MIN_LIMIT, Query.MAX_LIMIT),
                                        "The maximum number of entries of the page"))
                        .required("next", described(nullable(TEXT), "The cursor of the next page"))
                        .required("previous", described(nullable(TEXT), "The cursor of the previous page"))
                        .optional(
                                "page",
                                described(integer("int32", 1), "The number of the page, if requested by number"))
                        .optional(
                                "pages", described(integer("int32", 0), "The number of pages, if requested by number"))
                        .optional("total", described(integer("int64", 0), "The number of all entries, if requested"))
                        .open());
    }

    private static void addAggregates(ComponentSchemas components) {
        components.add(
                "AggregateRef",
                new ObjectSchema()
                        .required("resource", TEXT)
                        .required("id", UUID)
                        .open());
        Map<String, Object> resource = described(nullable(TEXT), "If present, the resource of the command");
        components.add(
                "AggregateTarget",
                new ObjectSchema()
                        .description("The aggregate that a command acts on")
                        .required("id", UUID)
                        .optional("resource", resource)
                        .closed());
        components.add(
                "NewAggregate",
                new ObjectSchema()
                        .description(
                                "The aggregate that a creating command creates. An id that is left out is generated")
                        .optional("id", nullable(UUID))
                        .optional("resource", resource)
                        .closed());
    }

    private static void addResults(ComponentSchemas components) {
        Map<String, Object> replayed =
                described(BOOLEAN, "True if an earlier request with the same command id had this outcome");
        components.add(
                "CommandResult",
                new ObjectSchema()
                        .description("A command that succeeded")
                        .required("commandId", UUID)
                        .required("command", TEXT)
                        .required("aggregate", AGGREGATE_REF)
                        .required("status", oneOf(List.of("SUCCESS")))
                        .required("version", described(VERSION, "The version of the aggregate after the command"))
                        .required("position", POSITION)
                        .optional("replayed", replayed)
                        .open());
        components.add(
                "CommandFailure",
                new ObjectSchema()
                        .description(
                                "A command of a batch that failed; what the entry did not say readably is left out")
                        .optional("commandId", UUID)
                        .optional("command", TEXT)
                        .optional("aggregate", AGGREGATE_REF)
                        .required("status", oneOf(List.of("FAILURE")))
                        .required("error", PROBLEM)
                        .optional("replayed", replayed)
                        .open());
        Map<String, Map<String, Object>> results = new LinkedHashMap<>();
        results.put("SUCCESS", COMMAND_RESULT);
        results.put("FAILURE", COMMAND_FAILURE);
        components.add("BatchResult", oneOf("status", results));
    }

    private static void addBatchEntry(ComponentSchemas components, DomainRegistry domains, CommandFactory commands) {
        List<String> keys = domains.all().stream()
                .flatMap(domain -> commands.types(domain.name()).stream())
                .map(command -> command.key())
                .toList();
        Map<String, Object> key = components.add("CommandKey", keys.isEmpty() ? TEXT : oneOf(keys));
        components.add(
                "BatchEntry",
                new ObjectSchema()
                        .required("command", key)
                        .optional("id", described(nullable(UUID), "The id of the command"))
                        .optional(
                                "aggregate",
                                described(
                                        nullable(NEW_AGGREGATE),
                                        "The aggregate, whose id only a creating command may leave out"))
                        .optional("payload", described(Map.of(), "The payload of the command, an object"))
                        .optional("expectedVersion", nullable(VERSION))
                        .closed());
    }
}
