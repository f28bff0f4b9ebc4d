package io.fluvius.http.request;

import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.Suggestion;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The body of a request: a JSON object whose members are strings. Null means left out. */
public final class JsonMembers {

    private final JsonNode object;

    private JsonMembers(JsonNode object) {
        this.object = object;
    }

    /** Reads a body. Throws {@link ProblemCode#MALFORMED_REQUEST} with every fault if it has other members or values. */
    public static JsonMembers read(HttpServletRequest request, Set<String> known) throws IOException {
        JsonNode body = BodyReader.readJson(request);
        List<Fault> faults = new ArrayList<>();
        if (!body.isObject()) {
            faults.add(new Fault("", "must be an object"));
        }
        for (String name : body.isObject() ? body.propertyNames() : Set.<String>of()) {
            if (!known.contains(name)) {
                faults.add(new Fault(Fault.child("", name), "is unknown" + Suggestion.of(name, known)));
            } else if (!body.get(name).isString() && !body.get(name).isNull()) {
                faults.add(new Fault(Fault.child("", name), "must be a string"));
            }
        }
        Problem.throwIfAny(faults, ProblemCode.MALFORMED_REQUEST, "The body is not valid");
        return new JsonMembers(body);
    }

    /** Reads a body, or returns one without members if the request has none. */
    public static JsonMembers readIfPresent(HttpServletRequest request, Set<String> known) throws IOException {
        return request.getContentLengthLong() == 0
                        || request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") == null
                ? new JsonMembers(Json.MAPPER.createObjectNode())
                : read(request, known);
    }

    /** Returns the value of a member, or null if it is left out. */
    public @Nullable String text(String member) {
        return object.hasNonNull(member) ? object.get(member).stringValue() : null;
    }

    /** Returns the value of a member. Throws {@link ProblemCode#MALFORMED_REQUEST} if it is left out. */
    public String required(String member) {
        String value = text(member);
        if (value == null) {
            throw Problem.of(ProblemCode.MALFORMED_REQUEST, "The body is not valid")
                    .at(Fault.child("", member), "is required")
                    .asException();
        }
        return value;
    }
}
