package io.fluvius.group;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.Size;
import java.text.Normalizer;

/** What a group is for, in Unicode normalization form C, without surrounding whitespace. It can be empty. */
public record GroupDescription(@JsonValue @Size(max = 1000) String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public GroupDescription {
        value = Normalizer.normalize(value, Normalizer.Form.NFC).strip();
    }

    @Override
    public String toString() {
        return value;
    }
}
