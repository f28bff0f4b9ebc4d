package io.fluvius.group;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** The identifier of a group. */
public record GroupId(@JsonValue UUID value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public GroupId {}

    /** Parses an identifier. */
    public static GroupId of(String text) {
        return new GroupId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
