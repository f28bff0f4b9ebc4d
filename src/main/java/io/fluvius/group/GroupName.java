package io.fluvius.group;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.text.Normalizer;

/** The name of a group, in Unicode normalization form C, without surrounding whitespace. */
public record GroupName(
        @JsonValue @NotBlank @Size(max = 100) String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public GroupName {
        value = Normalizer.normalize(value, Normalizer.Form.NFC).strip();
    }

    /** The name without its case, as queries ignore it. Two groups never have the same folded name. */
    public String folded() {
        return value.codePoints()
                .map(point -> Character.toLowerCase(Character.toUpperCase(point)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Override
    public String toString() {
        return value;
    }
}
