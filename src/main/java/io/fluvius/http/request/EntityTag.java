package io.fluvius.http.request;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions as entity tags: {@code "3"}. */
public final class EntityTag {

    private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})\"");

    private EntityTag() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /** The version that an If-Match names. Throws {@link ProblemCode#MALFORMED_REQUEST} unless it names exactly one. */
    public static long parseVersion(String ifMatch) {
        Matcher tag = TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw Problem.of(ProblemCode.MALFORMED_REQUEST, "If-Match must be one version in quotes, such as \"3\"")
                    .asException();
        }
        return Long.parseLong(tag.group(1));
    }
}
