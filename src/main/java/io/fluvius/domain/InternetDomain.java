package io.fluvius.domain;

import com.ibm.icu.text.IDNA;
import java.util.Optional;

/**
 * Brings the domains of the Internet to one form, as they occur in e-mail addresses, by Unicode Technical Standard 46 without
 * transitional processing.
 */
public final class InternetDomain {

    private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII
            | IDNA.NONTRANSITIONAL_TO_UNICODE
            | IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ);

    private InternetDomain() {}

    /** Returns the ASCII form of a domain; in lower case only if it has none, because events and queries may hold any text. */
    public static String canonical(String domain) {
        return isPlain(domain) ? domain : toAscii(domain).orElseGet(() -> Text.lowerCase(domain));
    }

    /** Returns whether a domain has an ASCII form, or is the address of a host in brackets. */
    public static boolean isValid(String domain) {
        return domain.startsWith("[") || toAscii(domain).isPresent();
    }

    private static Optional<String> toAscii(String domain) {
        IDNA.Info info = new IDNA.Info();
        String ascii = UTS46.nameToASCII(domain, new StringBuilder(), info).toString();
        return info.hasErrors() ? Optional.empty() : Optional.of(ascii);
    }

    /** Most domains are in ASCII form already. Two hyphens may be those of an encoded label. */
    private static boolean isPlain(String domain) {
        return domain.chars().allMatch(it -> it >= 'a' && it <= 'z' || it >= '0' && it <= '9' || it == '.' || it == '-')
                && !domain.contains("--");
    }
}
