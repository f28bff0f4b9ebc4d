package io.fluvius.http.command;

import io.fluvius.http.request.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The preference {@code dry-run} in the header {@code Prefer} (RFC 7240). Other preferences are ignored, as are parameters. A
 * value, or a header that cannot be read, is refused: a command must not take effect because of a misspelt header.
 */
final class DryRunPreference {

    private static final String NAME = "dry-run";
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final String VALUE = "(?:" + TOKEN + "|\"(?:[^\"\\\\]++|\\\\.)*+\")";
    private static final String BLANK = "[ \\t]*+";
    private static final Pattern ELEMENT = Pattern.compile(
            "%1$s(?:(?<name>%2$s)(?:%1$s=%1$s(?<value>%3$s))?+(?:%1$s;%1$s(?:%2$s(?:%1$s=%1$s%3$s)?+)?+)*+)?+%1$s(?:,|$)"
                    .formatted(BLANK, TOKEN, VALUE));

    private DryRunPreference() {}

    /**
     * Whether a request prefers a dry run. The response then says that it is one.
     *
     * @throws io.fluvius.problem.ProblemException with {@code malformed-request} if the header does not say so clearly
     */
    static boolean applies(HttpServletRequest request, HttpServletResponse response) {
        String header = String.join(",", Collections.list(request.getHeaders("Prefer")));
        boolean applies = header.toLowerCase(Locale.ROOT).contains(NAME) && isPreferred(header);
        if (applies) {
            response.setHeader("Preference-Applied", NAME);
        }
        return applies;
    }

    private static boolean isPreferred(String header) {
        Matcher element = ELEMENT.matcher(header);
        int end = 0;
        while (end < header.length()) {
            if (!element.region(end, header.length()).lookingAt()) {
                throw unclearException();
            }
            if (NAME.equalsIgnoreCase(element.group("name"))) {
                return requireNoValue(element);
            }
            end = element.end();
        }
        return false;
    }

    /** An empty value counts as no value. */
    private static boolean requireNoValue(Matcher element) {
        String value = element.group("value");
        if (value != null && !value.equals("\"\"")) {
            throw unclearException();
        }
        return true;
    }

    private static RuntimeException unclearException() {
        return Json.malformedRequestException("The header Prefer must be " + NAME + ", without a value");
    }
}
