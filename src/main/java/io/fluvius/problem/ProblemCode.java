package io.fluvius.problem;

import java.util.Locale;

/** The ways in which a command, a query, or an operation can fail. Callers depend on the codes, so they never change. */
public enum ProblemCode {
    /** The request is not JSON, has an unknown member or parameter, or has an invalid identifier in its path. */
    MALFORMED_REQUEST,
    /** The aggregate's identifier is missing or not a UUID, or the command does not act on the resource. */
    INVALID_AGGREGATE,
    /** The query does not follow the query language. */
    INVALID_QUERY,
    /** The request has no credentials, or they are not valid. */
    UNAUTHORIZED,
    /** The caller is not allowed to send this request. */
    FORBIDDEN,
    /** No command has that key. */
    UNKNOWN_COMMAND,
    /** No resource has that name. */
    UNKNOWN_RESOURCE,
    /** No aggregate has that identifier, or nothing exists at that URL. */
    NOT_FOUND,
    /** The URL exists, but not for this HTTP method. */
    METHOD_NOT_ALLOWED,
    /** A creating command has an identifier that is already in use. */
    ALREADY_EXISTS,
    /** Another aggregate holds the value; the member {@code field} names the field. */
    UNIQUE_VALUE_TAKEN,
    /** A different command was sent under this identifier before. */
    COMMAND_ID_REUSED,
    /** The command lost a race against other commands, even after retries. */
    CONFLICT,
    /** The command would write personal data of a person whose personal data was erased. */
    PERSON_FORGOTTEN,
    /** A processor, a rebuild, or the store is not in the state that an operation requires. */
    WRONG_STATE,
    /** The aggregate is not at the expected version; the member {@code actual} contains its version. */
    VERSION_MISMATCH,
    /** The body is larger than allowed. */
    PAYLOAD_TOO_LARGE,
    /** The URL is longer than allowed. */
    URI_TOO_LONG,
    /** The media type or the content coding of the body is not supported. */
    UNSUPPORTED_MEDIA_TYPE,
    /** The payload violates the schema of the command; every fault has a location. */
    INVALID_PAYLOAD,
    /** The domain rejected the command; the member {@code rejection} names the reason. */
    REJECTED,
    /** The command was not handled, because an earlier command of the same batch failed. */
    SKIPPED,
    /** The caller sends more requests than it may, or too many requests that last. */
    TOO_MANY_REQUESTS,
    /** The headers are larger than allowed, or there are too many of them. */
    HEADER_TOO_LARGE,
    /** An unexpected error; the log contains it under the number in the member {@code incident}. */
    INTERNAL,
    /** The state did not include the requested position in time. Older state is not returned instead. */
    CONSISTENCY_TIMEOUT,
    /** The state is older than the requested position, because an event could not be applied. */
    PROJECTION_PARKED,
    /**
     * The store cannot be reached. The command was not handled, or its outcome is unknown; the same command, sent again
     * under the same identifier, returns the outcome.
     */
    UNAVAILABLE;

    /** The code in kebab case, as callers receive it: {@code unknown-command}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
