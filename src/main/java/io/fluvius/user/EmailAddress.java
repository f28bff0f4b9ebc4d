package io.fluvius.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.fluvius.domain.Trimmed;
import io.fluvius.domain.WhiteSpace;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Locale;

/** An e-mail address in lower case, without white space around it, of at most 254 characters (RFC 5321). */
public record EmailAddress(
        @JsonValue @Trimmed @NotBlank @Email @Size(max = 254) String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public EmailAddress {
        value = WhiteSpace.strip(value).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
