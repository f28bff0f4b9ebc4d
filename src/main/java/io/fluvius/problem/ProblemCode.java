package io.fluvius.problem;

import java.util.Locale;

/** Every way in which a command or a query can fail, as callers see it. The codes are a contract. */
public enum ProblemCode {
    /** Not the expected shape: not JSON, an unknown member or parameter, a bad identifier in the path. */
    MALFORMED_REQUEST,
    /** The aggregate reference is missing, not a UUID, or of a resource that the command does not act on. */
    INVALID_AGGREGATE,
    /** The query does not follow the query language. */
    INVALID_QUERY,
    /** The caller may not do this. */
    FORBIDDEN,
    /** No command has that key. */
    UNKNOWN_COMMAND,
    /** No resource has that name. */
    UNKNOWN_RESOURCE,
    /** Nothing is there under that identifier or address. */
    NOT_FOUND,
    /** The address exists, but not for this HTTP method. */
    METHOD_NOT_ALLOWED,
    /** A creating command on an identifier that is in use. */
    ALREADY_EXISTS,
    /** Another aggregate holds the value; the member {@code field} names it. */
    UNIQUE_VALUE_TAKEN,
    /** Another command ran under this identifier. */
    COMMAND_ID_REUSED,
    /** Lost a race against other commands, even after retries. */
    CONFLICT,
    /** The aggregate is not at the expected version; the member {@code actual} says where it is. */
    VERSION_MISMATCH,
    /** The body is larger than allowed. */
    PAYLOAD_TOO_LARGE,
    /** The media type of the body is not understood. */
    UNSUPPORTED_MEDIA_TYPE,
    /** The payload does not fit the command; every fault is located. */
    INVALID_PAYLOAD,
    /** The domain says no; the member {@code rejection} names the reason. */
    REJECTED,
    /** Not run, because a command before it in the same batch failed. */
    SKIPPED,
    /** A fault of ours; the member {@code incident} stands in the log. */
    INTERNAL,
    /** State does not include the position that was asked for, and did not in time. Nothing old is shown instead. */
    CONSISTENCY_TIMEOUT,
    /** The store cannot be reached. Nothing was done, or the same command id asks for the outcome. */
    UNAVAILABLE;

    /** The code in kebab case, as callers see it: {@code unknown-command}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
