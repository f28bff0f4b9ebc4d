package io.fluvius.http.header;

import java.util.List;

/**
 * What pages may load and do. Each bean of this type adds some paths; pages at other paths have no policy unless they declare it
 * themselves.
 *
 * @param paths the paths, each with everything below it
 * @param contentSecurityPolicy the value of the header
 */
public record PagePolicy(List<String> paths, String contentSecurityPolicy) {

    /** Of responses that are no pages, and of pages that load nothing and have no forms. */
    public static final String NOTHING =
            "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    public PagePolicy {
        paths = List.copyOf(paths);
    }

    boolean applies(String path) {
        return paths.stream()
                .anyMatch(
                        it -> path.startsWith(it) && (path.length() == it.length() || path.charAt(it.length()) == '/'));
    }
}
