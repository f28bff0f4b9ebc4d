package io.fluvius.http.problem;

import io.fluvius.problem.ProblemCode;

/**
 * How HTTP presents the problems of one code.
 *
 * @param status the HTTP status
 * @param title a short summary that is the same for every occurrence
 * @param explanation when the problem occurs and what the caller can do; shown on the page of the problem
 */
public record ProblemType(int status, String title, String explanation) {

    public static ProblemType of(ProblemCode code) {
        return switch (code) {
            case MALFORMED_REQUEST -> new ProblemType(400, "Malformed request", """
                    The body is not valid JSON, a value has the wrong JSON type, a member or parameter is unknown, or \
                    an id in the path is not a UUID. The member errors locates each fault where possible. Nothing was \
                    done.""");
            case INVALID_AGGREGATE -> new ProblemType(400, "Invalid aggregate reference", """
                    The id of the aggregate is missing or is not a UUID, or the command does not act on the given \
                    resource.""");
            case INVALID_QUERY -> new ProblemType(400, "Invalid query", """
                    A field, operator, value, sort key, cursor or limit is not valid for this resource. The member \
                    errors locates every fault. The fields and their operators are listed at \
                    /api/meta/resources/{resource}.""");
            case UNAUTHORIZED -> new ProblemType(401, "Not authenticated", """
                    The request has no credentials, or they are malformed, expired or revoked. Send an API key or an \
                    access token in the header Authorization, as in Authorization: Bearer flv_...""");
            case FORBIDDEN -> new ProblemType(403, "Forbidden", """
                    The caller has no role or right that allows the request, or the Host or Origin header names \
                    another server. Without sign-in, this server accepts requests from its own machine only. Pages \
                    must have its own origin or one of those in the setting fluvius.http.allowed-origins.""");
            case UNKNOWN_COMMAND -> new ProblemType(404, "Unknown command", """
                    No domain has this command. All commands are listed at /api/meta.""");
            case UNKNOWN_RESOURCE -> new ProblemType(404, "Unknown resource", """
                    No domain has this resource. All resources are listed at /api/meta.""");
            case NOT_FOUND -> new ProblemType(404, "Not found", """
                    Nothing has this id or URL, or it was deleted. A new item becomes visible shortly after the \
                    command that created it; to wait for it, send the position of the command's response in the \
                    parameter after.""");
            case METHOD_NOT_ALLOWED ->
                new ProblemType(405, "Method not allowed", "The URL does not support this HTTP method.");
            case ALREADY_EXISTS -> new ProblemType(409, "Already exists", """
                    The id of a creating command is in use, or belonged to an aggregate that was deleted. Choose \
                    another id, or omit it to have one generated.""");
            case UNIQUE_VALUE_TAKEN -> new ProblemType(409, "Value already taken", """
                    Another aggregate has a value that must be unique. The member field names the field.""");
            case COMMAND_ID_REUSED -> new ProblemType(409, "Command id already used", """
                    A different command was sent under this id. Nothing was done. Every command needs a new id; only a \
                    repetition of the same command has the same id.""");
            case CONFLICT -> new ProblemType(409, "Conflict", """
                    Other commands changed the same aggregate at the same time, and the command lost the race in every \
                    attempt. Nothing was done. Send the command again.""");
            case PERSON_FORGOTTEN -> new ProblemType(409, "Personal data erased", """
                    The command would write personal data of a person whose personal data was erased. Erasure is final: nothing
                    was done, and the same command is refused again.""");
            case WRONG_STATE -> new ProblemType(409, "Not possible in this state", """
                    A processor, a rebuild, or the store is not in the state that the operation requires; the detail \
                    names the state and what to do first. Nothing was done.""");
            case VERSION_MISMATCH -> new ProblemType(412, "Version mismatch", """
                    The aggregate is not at the version in If-Match. The member actual is its current version.""");
            case PAYLOAD_TOO_LARGE ->
                new ProblemType(413, "Request too large", "A body, or one command of a batch, may have at most 1 MiB.");
            case URI_TOO_LONG -> new ProblemType(414, "URL too long", """
                    The URL is longer than the server reads. Send the query as the body of a POST to \
                    /api/{path}/query instead; it may have up to 1 MiB.""");
            case UNSUPPORTED_MEDIA_TYPE -> new ProblemType(415, "Unsupported media type", """
                    Send application/json in UTF-8; a batch may also be application/x-ndjson.""");
            case INVALID_PAYLOAD -> new ProblemType(422, "Invalid payload", """
                    The payload does not match the JSON Schema of the command, which is at \
                    /api/meta/commands/{command}. The member errors locates every fault.""");
            case REJECTED -> new ProblemType(422, "Command rejected", """
                    A rule of the domain forbids the command. The member rejection names the reason. Nothing was done.""");
            case SKIPPED -> new ProblemType(424, "Skipped", """
                    An earlier command of the batch failed, and the batch was sent with onFailure=stop. The command \
                    did not run.""");
            case TOO_MANY_REQUESTS -> new ProblemType(429, "Too many requests", """
                    The caller sends more requests than this server allows, or too many streams, batches or exports are in \
                    progress. Nothing was done. Send the request again after the seconds in the header Retry-After.""");
            case HEADER_TOO_LARGE -> new ProblemType(431, "Header too large", """
                    The request has more headers, or longer ones, than the server reads.""");
            case INTERNAL -> new ProblemType(500, "Internal error", """
                    The server failed unexpectedly. The member incident identifies the entry in its log.""");
            case CONSISTENCY_TIMEOUT -> new ProblemType(503, "State is not up to date", """
                    The state did not include the position in the parameter after within wait milliseconds. Older \
                    state is never returned instead. Send the request again.""");
            case PROJECTION_PARKED -> new ProblemType(503, "State is not up to date", """
                    An event could not be applied to this item. It is parked until the cause is removed; the log and \
                    /api/operations/dead-letters say which. A request without the parameter after returns the older state.""");
            case UNAVAILABLE -> new ProblemType(503, "Unavailable", """
                    The store cannot be reached. Either nothing was done, or sending the command again under the same \
                    id returns its outcome.""");
        };
    }
}
