package io.fluvius.group;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.fluvius.domain.CaseFolding;
import io.fluvius.domain.Trimmed;
import io.fluvius.domain.WhiteSpace;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.text.Normalizer;

/** The name of a group, without white space around it. */
public record GroupName(
        @JsonValue @Trimmed @NotBlank @Size(max = 100) String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public GroupName {
        value = WhiteSpace.strip(value);
    }

    /** The name in Unicode normalization form C without its case. Two groups never have the same folded name. */
    public String folded() {
        return CaseFolding.fold(Normalizer.normalize(value, Normalizer.Form.NFC));
    }

    @Override
    public String toString() {
        return value;
    }
}
