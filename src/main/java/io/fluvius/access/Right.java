package io.fluvius.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What a caller may do besides the commands and views that domains allow to roles. */
public enum Right {
    /** Reads the rows of every view, with their history. */
    READ("read"),
    /** Reads the events of the whole log. */
    EVENTS_READ("events:read"),
    /** Sees the values that are marked as personal data. */
    PERSONAL_DATA_READ("personal-data:read"),
    /** Sees processors, dead letters, rebuilds, deadlines, and the settings of the application. */
    OPERATIONS_READ("operations:read"),
    /** Acts on them. */
    OPERATIONS_WRITE("operations:write"),
    /** Reads metrics, and health in detail. */
    METRICS_READ("metrics:read"),
    /** Reads the records of operator actions. */
    AUDIT_READ("audit:read"),
    /** Creates and revokes API keys. */
    KEYS_WRITE("keys:write");

    private final String text;

    Right(String text) {
        this.text = text;
    }

    /** The name of the right in settings and credentials. */
    @JsonValue
    public String text() {
        return text;
    }

    /** Whether the right concerns the data of one tenant. All others concern the whole store and the application. */
    boolean isOfTenant() {
        return this == READ || this == PERSONAL_DATA_READ;
    }

    /** Returns the right with a name. */
    public static Optional<Right> find(String text) {
        return Arrays.stream(values()).filter(right -> right.text.equals(text)).findFirst();
    }

    @JsonCreator
    static Right of(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException("There is no right " + text));
    }
}
