package io.fluvius.http.request;

import io.fluvius.problem.ProblemCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Converts versions to entity tags and back: version 3 has the entity tag {@code "3"}. */
public final class EntityTag {

    private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})\"");

    private EntityTag() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /** Returns the version in an If-Match header. Throws {@link ProblemCode#MALFORMED_REQUEST} unless it has exactly one. */
    public static long parseVersion(String ifMatch) {
        Matcher tag = TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw Json.malformedRequestException("If-Match must be a single version in double quotes, such as \"3\"");
        }
        return Long.parseLong(tag.group(1));
    }
}
