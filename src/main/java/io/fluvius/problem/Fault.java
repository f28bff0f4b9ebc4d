package io.fluvius.problem;

/**
 * One thing wrong at one place of the input.
 *
 * @param pointer a JSON pointer (RFC 6901) into what the caller sent: {@code /payload/email}
 * @param message what is wrong there, for a person
 */
public record Fault(String pointer, String message) {

    /** A pointer one step below another; the step is escaped as RFC 6901 says. */
    public static String child(String pointer, String token) {
        return pointer + "/" + token.replace("~", "~0").replace("/", "~1");
    }
}
