package io.fluvius.http.command;

import io.fluvius.command.CommandResponse;
import io.fluvius.http.problem.ProblemWriter;
import io.fluvius.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts command responses to JSON. */
final class CommandJson {

    private CommandJson() {}

    /** The members of a response in the order in which they are written. Members without a value are omitted. */
    static Map<String, Object> of(CommandResponse response, String path) {
        Map<String, Object> json = new LinkedHashMap<>();
        put(json, "commandId", response.commandId());
        put(json, "command", response.command());
        put(json, "aggregate", response.aggregate());
        put(json, "status", response.status());
        put(json, "version", response.version());
        put(
                json,
                "position",
                response.position() == null ? null : response.position().toString());
        put(json, "replayed", response.replayed() ? true : null);
        Problem error = response.error();
        put(json, "error", error == null ? null : ProblemWriter.body(error, path, response.commandId()));
        return json;
    }

    private static void put(Map<String, Object> json, String member, @Nullable Object value) {
        if (value != null) {
            json.put(member, value);
        }
    }
}
