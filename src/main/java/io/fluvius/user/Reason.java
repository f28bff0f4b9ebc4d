package io.fluvius.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.fluvius.domain.PersonalData;
import io.fluvius.domain.Text;
import io.fluvius.domain.Trimmed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The reason for an action on a user, in the words of an operator, without white space around it. */
@PersonalData
public record Reason(
        @JsonValue @Trimmed @NotBlank @Size(max = 500) String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Reason {
        value = Text.trimmed(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
