package io.fluvius.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.fluvius.domain.PersonalData;
import io.fluvius.domain.Text;
import io.fluvius.domain.Trimmed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The name of a user in normalization form C, without white space around it. */
@PersonalData
public record PersonName(
        @JsonValue @Trimmed @NotBlank @Size(max = 200) String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PersonName {
        value = Text.trimmed(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
