package io.fluvius.console.command;

import io.fluvius.command.CommandType;
import io.fluvius.http.request.Json;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was entered into the form of a command.
 *
 * @param type the command
 * @param entered the texts of the inputs, by the names of the members of the payload
 */
public record CommandForm(CommandType type, Map<String, String> entered) {

    /** How the names of the inputs begin, so that a member may have any name. */
    private static final String PREFIX = "payload.";

    private static final String PAYLOAD = "/payload/";

    public static CommandForm empty(CommandType type) {
        return new CommandForm(type, Map.of());
    }

    /** What a browser has sent. */
    public static CommandForm of(CommandType type, HttpServletRequest request) {
        Map<String, String> entered = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (name.startsWith(PREFIX)) {
                entered.put(name.substring(PREFIX.length()), values[0]);
            }
        });
        return new CommandForm(type, entered);
    }

    /** The inputs, with what is wrong with them. */
    public List<FormField> fields(@Nullable Problem problem) {
        Map<String, List<String>> faults = new LinkedHashMap<>();
        if (problem != null) {
            for (Fault fault : problem.errors()) {
                memberOf(fault)
                        .ifPresent(name -> faults.computeIfAbsent(name, it -> new ArrayList<>())
                                .add(fault.message()));
            }
        }
        return FormField.of(type.schema(), entered, faults);
    }

    /** The faults that belong to no input. */
    public List<Fault> otherFaults(Problem problem) {
        return problem.errors().stream()
                .filter(fault -> memberOf(fault).filter(type::hasMember).isEmpty())
                .toList();
    }

    private static Optional<String> memberOf(Fault fault) {
        String pointer = fault.pointer();
        if (!pointer.startsWith(PAYLOAD)) {
            return Optional.empty();
        }
        String name = pointer.substring(PAYLOAD.length());
        int end = name.indexOf('/');
        return Optional.of(end < 0 ? name : name.substring(0, end));
    }

    /** The payload: an input without a text is left out, as is one whose text cannot be what the schema says. */
    public ObjectNode payload() {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        for (FormField field : fields(null)) {
            if (!field.value().isEmpty()) {
                payload.set(field.name(), value(field));
            }
        }
        return payload;
    }

    /**
     * The same command over HTTP, for a shell.
     *
     * @param server such as {@code http://localhost:8080}
     * @param aggregate the id of the aggregate; empty for a creating command
     */
    String curl(String server, String aggregate) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (!aggregate.isEmpty()) {
            body.putObject("aggregate").put("id", aggregate);
        }
        body.set("payload", payload());
        return "curl -H 'Content-Type: application/json' " + server + "/api/commands/" + type.key() + " -d '"
                + body.toString().replace("'", "'\\''") + "'";
    }

    /** A text that cannot be converted stays a text, so that the command says what is wrong with it. */
    private static JsonNode value(FormField field) {
        JsonNode text = JsonNodeFactory.instance.stringNode(field.value());
        return switch (field.kind()) {
            case TEXT, TIME -> text;
            case CHOICE -> field.options().equals(List.of("true", "false")) ? parsed(field.value(), text) : text;
            case NUMBER, JSON -> parsed(field.value(), text);
            case LINES -> {
                ArrayNode lines = JsonNodeFactory.instance.arrayNode();
                field.value()
                        .lines()
                        .map(String::strip)
                        .filter(it -> !it.isEmpty())
                        .forEach(lines::add);
                yield lines;
            }
        };
    }

    private static JsonNode parsed(String json, JsonNode otherwise) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JacksonException noJson) {
            return otherwise;
        }
    }
}
