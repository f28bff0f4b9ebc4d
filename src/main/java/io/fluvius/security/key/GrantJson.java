package io.fluvius.security.key;

import io.fluvius.access.Right;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.Suggestion;
import io.fluvius.security.ApiKeys.Grant;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a new key is for from the body of a request. Used by one thread. */
final class GrantJson {

    private static final Set<String> MEMBERS = Set.of("name", "roles", "rights", "self", "tenant", "expiresAt");

    private final List<Fault> faults = new ArrayList<>();
    private final JsonNode body;

    private GrantJson(JsonNode body) {
        this.body = body;
    }

    /** Returns what the body says. Throws {@link ProblemCode#MALFORMED_REQUEST} with every fault. */
    static Grant read(JsonNode body) {
        GrantJson json = new GrantJson(body);
        Grant grant = json.grant();
        Problem.throwIfAny(json.faults, ProblemCode.MALFORMED_REQUEST, "The body is not valid");
        return grant;
    }

    private Grant grant() {
        requireObject(body, "", MEMBERS);
        return new Grant(
                text(body, "name", "").orElse(""),
                texts("roles"),
                rights(),
                self(),
                text(body, "tenant", "").orElse(null),
                text(body, "expiresAt", "").map(this::time).orElse(null));
    }

    private void requireObject(JsonNode node, String pointer, Set<String> members) {
        if (!node.isObject()) {
            faults.add(new Fault(pointer, "must be an object"));
            return;
        }
        for (String name : node.propertyNames()) {
            if (!members.contains(name)) {
                faults.add(new Fault(Fault.child(pointer, name), "is unknown" + Suggestion.of(name, members)));
            }
        }
    }

    private Optional<String> text(JsonNode node, String member, String pointer) {
        if (!node.hasNonNull(member)) {
            return Optional.empty();
        }
        if (!node.get(member).isString()) {
            faults.add(new Fault(Fault.child(pointer, member), "must be a string"));
            return Optional.empty();
        }
        return Optional.of(node.get(member).stringValue());
    }

    private Set<String> texts(String member) {
        Set<String> texts = new HashSet<>();
        if (body.hasNonNull(member)) {
            JsonNode array = body.get(member);
            if (!array.isArray() || array.valueStream().anyMatch(element -> !element.isString())) {
                faults.add(new Fault(Fault.child("", member), "must be an array of strings"));
            } else {
                array.valueStream().map(JsonNode::stringValue).forEach(texts::add);
            }
        }
        return texts;
    }

    private Set<Right> rights() {
        Set<Right> rights = new HashSet<>();
        for (String text : texts("rights")) {
            Optional<Right> right = Right.find(text);
            if (right.isEmpty()) {
                String known = Stream.of(Right.values()).map(Right::text).collect(Collectors.joining(", "));
                faults.add(new Fault("/rights", text + " is not a right; the rights are " + known));
            }
            right.ifPresent(rights::add);
        }
        return rights;
    }

    private @Nullable AggregateRef self() {
        if (!body.hasNonNull("self")) {
            return null;
        }
        JsonNode self = body.get("self");
        requireObject(self, "/self", Set.of("resource", "id"));
        Optional<String> resource = text(self, "resource", "/self");
        Optional<String> id = text(self, "id", "/self");
        if (resource.isEmpty() || id.flatMap(Identifiers::parse).isEmpty()) {
            faults.add(new Fault("/self", "must have a resource, and an id that is a UUID"));
            return null;
        }
        return AggregateRef.of(resource.get(), id.get());
    }

    private @Nullable Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            faults.add(new Fault("/expiresAt", "must be a time such as 2027-11-22T10:15:30Z"));
            return null;
        }
    }
}
