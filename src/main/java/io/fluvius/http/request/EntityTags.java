package io.fluvius.http.request;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.DigestUtils;

/**
 * The entity tags of a precondition as RFC 9110 defines them, sections 8.8.3 and 13.1. Version 3 has the entity tag
 * {@code "3"}; tags are compared octet by octet, so no other tag stands for it. Immutable.
 */
public final class EntityTags {

    private static final String WEAK = "W/";
    private static final Pattern ELEMENT =
            Pattern.compile("[ \\t]*(?:(?<weak>W/)?(?<tag>\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"))?[ \\t]*(?:,|$)");
    private static final Pattern VERSION = Pattern.compile("\"(0|[1-9]\\d{0,17})\"");

    private final boolean any;
    private final Set<String> strong = new LinkedHashSet<>();
    private final Set<String> all = new HashSet<>();

    private EntityTags(String name, String value) {
        this.any = value.strip().equals("*");
        if (!any) {
            parse(name, value);
        }
    }

    /**
     * Reads the header of a request, which can be there several times.
     *
     * @return empty without the header
     * @throws io.fluvius.problem.ProblemException with {@code malformed-request} unless the header is {@code *} or has at
     *     least one entity tag
     */
    public static Optional<EntityTags> of(HttpServletRequest request, String header) {
        List<String> values = Collections.list(request.getHeaders(header));
        return values.isEmpty() ? Optional.empty() : Optional.of(new EntityTags(header, String.join(",", values)));
    }

    /** The entity tag of a version. */
    public static String tagOf(long version) {
        return "\"" + version + "\"";
    }

    /** The entity tag of a representation without a version. It is weak, so that the server may compress what it stands for. */
    public static String weakTagOf(byte[] body) {
        return "W/\"" + DigestUtils.md5DigestAsHex(body) + "\"";
    }

    /** Whether the header is {@code *}, which stands for every version. */
    public boolean isAny() {
        return any;
    }

    /** Whether one of the tags is the same as that of a version, and is not weak: how {@code If-Match} compares. */
    public boolean matchStrongly(long version) {
        return any || strong.contains(tagOf(version));
    }

    /** Whether one of the tags is the same as another, weak or not: how {@code If-None-Match} compares. */
    public boolean matchWeakly(String tag) {
        return any || all.contains(tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag);
    }

    /** The versions whose entity tags are among those that are not weak. */
    public Set<Long> versions() {
        Set<Long> versions = new LinkedHashSet<>();
        for (String tag : strong) {
            Matcher version = VERSION.matcher(tag);
            if (version.matches()) {
                versions.add(Long.valueOf(version.group(1)));
            }
        }
        return versions;
    }

    private void parse(String name, String value) {
        Matcher element = ELEMENT.matcher(value);
        int end = 0;
        while (end < value.length() && element.region(end, value.length()).lookingAt()) {
            String tag = element.group("tag");
            if (tag != null) {
                all.add(tag);
                if (element.group("weak") == null) {
                    strong.add(tag);
                }
            }
            end = element.end();
        }
        if (end < value.length() || all.isEmpty()) {
            throw Json.malformedRequestException(
                    name + " must be * or entity tags in double quotes, separated by commas, such as \"3\"");
        }
    }
}
