package io.fluvius.http.command;

import io.fluvius.command.CommandResponse;
import io.fluvius.domain.Position;
import io.fluvius.http.problem.ProblemWriter;
import io.fluvius.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Converts command responses to JSON. */
final class CommandJson {

    private CommandJson() {}

    /** The members of a response in the order in which they are written. Members without a value are omitted. */
    static Map<String, @Nullable Object> of(CommandOutcome outcome, String path) {
        CommandResponse response = outcome.response();
        Position position = response.position();
        Problem error = response.error();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("commandId", response.commandId());
        json.put("command", response.command());
        json.put("aggregate", response.aggregate());
        json.put("status", response.status());
        json.put("version", response.version());
        json.put("position", position == null ? null : position.toString());
        json.put("events", outcome.events());
        json.put("replayed", response.replayed() ? true : null);
        json.put("error", error == null ? null : ProblemWriter.body(error, path, response.commandId()));
        json.values().removeIf(Objects::isNull);
        return json;
    }
}
