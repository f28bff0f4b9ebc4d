package io.fluvius.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.fluvius.domain.InternetDomain;
import io.fluvius.domain.PersonalData;
import io.fluvius.domain.Text;
import io.fluvius.domain.Trimmed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * An e-mail address of at most 254 characters (RFC 5321), in lower case and normalization form C, without white space around
 * it, and with the ASCII form of its domain: {@code kim@xn--bcher-kva.example}.
 */
@PersonalData(masked = "forgotten@forgotten.invalid")
public record EmailAddress(
        @JsonValue @Trimmed @NotBlank @Mailbox @Size(max = 254) String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public EmailAddress {
        value = canonical(Text.trimmed(value));
    }

    /** The address without any difference of case. Two users never have the same folded address. */
    public String folded() {
        return Text.folded(value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static String canonical(String address) {
        int domain = address.lastIndexOf('@') + 1;
        return domain == 0
                ? Text.lowerCase(address)
                : Text.lowerCase(address.substring(0, domain)) + InternetDomain.canonical(address.substring(domain));
    }
}
