package io.fluvius.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The name of a user, without surrounding whitespace. */
public record PersonName(
        @JsonValue @NotBlank @Size(max = 200) String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PersonName {
        value = value.strip();
    }

    @Override
    public String toString() {
        return value;
    }
}
