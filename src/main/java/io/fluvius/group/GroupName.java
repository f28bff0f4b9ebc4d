package io.fluvius.group;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.fluvius.domain.Text;
import io.fluvius.domain.Trimmed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The name of a group in normalization form C, without white space around it. */
public record GroupName(
        @JsonValue @Trimmed @NotBlank @Size(max = 100) String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public GroupName {
        value = Text.trimmed(value);
    }

    /** The name without any difference of case. Two groups never have the same folded name. */
    public String folded() {
        return Text.folded(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
