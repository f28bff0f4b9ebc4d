package io.fluvius.problem;

import java.util.Collection;

/** The end of a message about an unknown name: the name that the caller probably meant. */
public final class Suggestion {

    /** A longer name is not a mistyped one, and comparing it takes time. */
    private static final int MAX_LENGTH = 100;

    private Suggestion() {}

    /** Returns {@code ; did you mean name?}, or nothing if no known name is similar. */
    public static String of(String mistyped, Collection<String> known) {
        return mistyped.length() > MAX_LENGTH
                ? ""
                : NearestName.of(mistyped, known)
                        .map(name -> "; did you mean " + name + "?")
                        .orElse("");
    }
}
