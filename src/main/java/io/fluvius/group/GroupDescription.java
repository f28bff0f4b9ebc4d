package io.fluvius.group;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.fluvius.domain.Text;
import io.fluvius.domain.Trimmed;
import jakarta.validation.constraints.Size;

/** What a group is for, without white space around it. It can be empty. */
public record GroupDescription(
        @JsonValue @Trimmed @Size(max = 1000) String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public GroupDescription {
        value = Text.trimmed(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
