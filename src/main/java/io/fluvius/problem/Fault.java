package io.fluvius.problem;

/**
 * A fault in the input, with its location.
 *
 * @param pointer a JSON pointer (RFC 6901) into the request of the caller: {@code /payload/email}
 * @param message what is wrong with the value at that location, for a person
 */
public record Fault(String pointer, String message) {

    /**
     * Appends a reference token to a JSON pointer.
     *
     * @param token a member name or an array index; escaped as RFC 6901 requires
     */
    public static String child(String pointer, String token) {
        return pointer + "/" + token.replace("~", "~0").replace("/", "~1");
    }
}
