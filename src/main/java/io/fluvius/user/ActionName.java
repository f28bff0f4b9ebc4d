package io.fluvius.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** The name of an action that a user must complete, such as {@code VERIFY_EMAIL} or {@code verify_email}. */
public record ActionName(
        @JsonValue
        @Size(max = 100) @Pattern(
                regexp = "[A-Z][A-Z0-9]*(_[A-Z0-9]+)*|[a-z][a-z0-9]*(_[a-z0-9]+)*",
                message = "must be in UPPER_SNAKE or lower_snake")
        String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ActionName {}

    @Override
    public String toString() {
        return value;
    }
}
