package io.fluvius.http.problem;

import io.fluvius.problem.ProblemCode;

/**
 * How a problem looks over HTTP.
 *
 * @param status the HTTP status
 * @param title a short name that is the same every time
 * @param meaning when it occurs and what to do about it; shown on the problem's own page
 */
public record ProblemType(int status, String title, String meaning) {

    public static ProblemType of(ProblemCode code) {
        return switch (code) {
            case MALFORMED_REQUEST ->
                new ProblemType(
                        400,
                        "The request is malformed",
                        "The body is not JSON or not of the right shape, a member or parameter is unknown, or an id in"
                                + " the path is not a UUID. Each fault is located where it can be. Nothing was done.");
            case INVALID_AGGREGATE ->
                new ProblemType(
                        400,
                        "The aggregate reference is invalid",
                        "The command needs the id of its aggregate, as a UUID, and acts on one resource only.");
            case INVALID_QUERY ->
                new ProblemType(
                        400,
                        "The query is invalid",
                        "A field, operator, value, sort key or limit is not one that the query language knows for this"
                                + " resource. Every fault is located.");
            case FORBIDDEN ->
                new ProblemType(
                        403,
                        "The request is forbidden",
                        "The request names a foreign Host or comes from a foreign Origin. This server answers requests"
                                + " of its own machine only.");
            case UNKNOWN_COMMAND ->
                new ProblemType(404, "The command is unknown", "No domain has that command. See /api/meta.");
            case UNKNOWN_RESOURCE ->
                new ProblemType(404, "The resource is unknown", "No domain has that resource. See /api/meta.");
            case NOT_FOUND ->
                new ProblemType(
                        404,
                        "Nothing is here",
                        "Nothing has that id or address, or it was deleted. State follows events at a small distance:"
                                + " what was created a moment ago may take that moment to be seen.");
            case METHOD_NOT_ALLOWED ->
                new ProblemType(405, "The method is not allowed", "The address exists, but not for that HTTP method.");
            case ALREADY_EXISTS ->
                new ProblemType(409, "The id is in use", "A creating command needs an id that was never used.");
            case UNIQUE_VALUE_TAKEN ->
                new ProblemType(409, "The value is taken", "The member field says which value another aggregate has.");
            case COMMAND_ID_REUSED ->
                new ProblemType(
                        409,
                        "The command id is in use",
                        "A command that wants something else ran under this id. Nothing was done; every command needs an"
                                + " id of its own.");
            case CONFLICT ->
                new ProblemType(
                        409,
                        "A race was lost",
                        "Other commands changed the same aggregate at the same time, even after several tries. Nothing"
                                + " was done; send the command again.");
            case VERSION_MISMATCH ->
                new ProblemType(
                        412,
                        "The version is another one",
                        "If-Match named a version at which the aggregate is not. The member actual says where it is.");
            case PAYLOAD_TOO_LARGE ->
                new ProblemType(413, "The body is too large", "A body or a line of a batch has at most 1 MiB.");
            case UNSUPPORTED_MEDIA_TYPE ->
                new ProblemType(
                        415,
                        "The media type is not supported",
                        "Send application/json, for a batch also application/x-ndjson, in UTF-8.");
            case INVALID_PAYLOAD ->
                new ProblemType(
                        422,
                        "The payload is invalid",
                        "The payload does not fit the command's JSON Schema, see /api/meta/commands. Every fault is"
                                + " located.");
            case REJECTED ->
                new ProblemType(
                        422,
                        "The domain says no",
                        "The member rejection names the fact that forbids the command. Nothing was done.");
            case SKIPPED ->
                new ProblemType(
                        424, "The command was skipped", "A command before it in the batch failed; onFailure was stop.");
            case INTERNAL ->
                new ProblemType(
                        500, "Something went wrong", "A fault of this server. The member incident stands in its log.");
            case CONSISTENCY_TIMEOUT ->
                new ProblemType(
                        503,
                        "State is not there yet",
                        "The parameter after names a position that state does not include yet, and did not within wait"
                                + " milliseconds. Nothing older is shown instead. Send the request again.");
            case UNAVAILABLE ->
                new ProblemType(
                        503,
                        "The store cannot be reached",
                        "Nothing was done, or the outcome can be asked for by sending the same command id again.");
        };
    }
}
