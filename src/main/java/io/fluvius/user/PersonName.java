package io.fluvius.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.fluvius.domain.Trimmed;
import io.fluvius.domain.WhiteSpace;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The name of a user, without white space around it. */
public record PersonName(
        @JsonValue @Trimmed @NotBlank @Size(max = 200) String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PersonName {
        value = WhiteSpace.strip(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
