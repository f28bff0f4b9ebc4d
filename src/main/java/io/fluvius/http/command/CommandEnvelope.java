package io.fluvius.http.command;

import io.fluvius.command.Command;
import io.fluvius.command.CommandFactory;
import io.fluvius.command.CommandType;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.http.request.Json;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a request contains for one command: its id, its aggregate reference, and its payload. Null means left out. */
final class CommandEnvelope {

    private static final String EXPECTED_VERSION = "expectedVersion";

    private final JsonNode tree;

    private CommandEnvelope(JsonNode tree) {
        this.tree = tree;
    }

    /**
     * Checks the shape of a request.
     *
     * @param members the names of the members that the request may have
     * @param isOfPayload whether a name is that of a member of the payload, for the message about one that is not in it
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#MALFORMED_REQUEST} and every fault located
     */
    static CommandEnvelope of(JsonNode tree, Set<String> members, Predicate<String> isOfPayload) {
        List<Fault> faults = new ArrayList<>();
        requireObject(tree, "", members, isOfPayload, faults);
        requireString(tree, "command", "", faults);
        if (has(tree, "id") && identifier(tree).isEmpty()) {
            faults.add(new Fault("/id", Identifiers.EXPECTED));
        }
        JsonNode aggregate = tree.path("aggregate");
        if (has(tree, "aggregate")) {
            requireObject(aggregate, "/aggregate", Set.of("resource", "id"), name -> false, faults);
            requireString(aggregate, "resource", "/aggregate", faults);
        }
        if (has(tree, "payload") && !tree.get("payload").isObject()) {
            faults.add(new Fault("/payload", "must be an object"));
        }
        if (has(tree, EXPECTED_VERSION) && !isVersion(tree.get(EXPECTED_VERSION))) {
            faults.add(new Fault("/" + EXPECTED_VERSION, "must be a whole number that is not negative"));
        }
        Problem.throwIfAny(faults, ProblemCode.MALFORMED_REQUEST, "The request is not a valid command");
        return new CommandEnvelope(tree);
    }

    /** The id of the command, if the request has a valid one. */
    static Optional<UUID> identifier(JsonNode tree) {
        return tree.path("id").isString() ? Identifiers.parse(tree.get("id").stringValue()) : Optional.empty();
    }

    /** The key of the command, or null if the request has none. */
    static @Nullable String key(JsonNode tree) {
        return tree.path("command").isString() ? tree.get("command").stringValue() : null;
    }

    /** Creates the command. Throws a problem when the key, the aggregate reference or the payload is invalid. */
    Command command(String key, CommandFactory commands) {
        Command created = create(commands.type(key), commands);
        Command command = identifier(tree).map(created::withId).orElse(created);
        return has(tree, EXPECTED_VERSION)
                ? command.onVersion(tree.get(EXPECTED_VERSION).longValue())
                : command;
    }

    private Command create(CommandType type, CommandFactory commands) {
        JsonNode aggregate = tree.path("aggregate");
        String resource = has(aggregate, "resource") ? aggregate.get("resource").stringValue() : type.resource();
        if (!has(aggregate, "id") && resource.equals(type.resource())) {
            return commands.create(type.key(), payload());
        }
        String id = has(aggregate, "id")
                ? aggregate.get("id").asString("")
                : Identifiers.next().toString();
        return commands.create(type.key(), payload(), AggregateRef.of(resource, id));
    }

    private Object payload() {
        return has(tree, "payload") ? tree.get("payload") : Json.MAPPER.createObjectNode();
    }

    private static boolean isVersion(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0;
    }

    private static boolean has(JsonNode node, String member) {
        return node.hasNonNull(member);
    }

    private static void requireObject(
            JsonNode node, String pointer, Set<String> members, Predicate<String> isOfPayload, List<Fault> faults) {
        if (!node.isObject()) {
            faults.add(new Fault(pointer, "must be an object"));
            return;
        }
        for (String name : node.propertyNames()) {
            if (!members.contains(name)) {
                String hint = isOfPayload.test(name) ? "; put it into payload" : Suggestion.of(name, members);
                faults.add(new Fault(Fault.child(pointer, name), "is unknown" + hint));
            }
        }
    }

    private static void requireString(JsonNode node, String member, String pointer, List<Fault> faults) {
        if (has(node, member) && !node.get(member).isString()) {
            faults.add(new Fault(Fault.child(pointer, member), "must be a string"));
        }
    }
}
