package io.fluvius.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The reason for an action on a user, in the words of an operator, without surrounding whitespace. */
public record Reason(@JsonValue @NotBlank @Size(max = 500) String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Reason {
        value = value.strip();
    }

    @Override
    public String toString() {
        return value;
    }
}
