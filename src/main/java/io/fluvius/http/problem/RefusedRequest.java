package io.fluvius.http.problem;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.parser.Host;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;

/**
 * A request that Tomcat refused before it reached the application. Tomcat reports a status, and rarely more; the reason is
 * found in what Tomcat has parsed of the request, in the order of its checks.
 */
final class RefusedRequest {

    private static final String TOO_LARGE =
            StringManager.getManager(Http11InputBuffer.class).getString("iib.requestheadertoolarge.error");

    private static final Pattern CONTENT_LENGTH = Pattern.compile("\\d{1,18}");
    private static final Pattern RESERVED_CHARACTER = Pattern.compile("[^\\w\\-.~!$&'()*+,;=:@/%]");
    private static final Pattern MALFORMED_ENCODING = Pattern.compile("%(?!\\p{XDigit}{2})");
    private static final Pattern ENCODED_SEPARATOR = Pattern.compile("(?i)%(2f|5c|00)");

    private final Request request;
    private final org.apache.coyote.Request parsed;
    private final @Nullable Throwable failure;

    /** @param failure what the parser of Tomcat threw, if it did */
    RefusedRequest(Request request, @Nullable Throwable failure) {
        this.request = request;
        this.parsed = request.getCoyoteRequest();
        this.failure = failure;
    }

    /**
     * Whether a status is that of a fault of the client, despite its number. The exception is 405, because only the
     * application knows the methods that the URL supports.
     */
    static boolean isRefusal(int status) {
        return switch (status) {
            case 405 -> false;
            case 501, 505 -> true;
            default -> status < 500;
        };
    }

    /** The problem that the client receives. */
    Problem problem(int status) {
        if (failure != null && TOO_LARGE.equals(failure.getMessage())) {
            return tooLarge();
        }
        // the parser throws it for nothing else
        if (failure instanceof IllegalStateException) {
            return Problem.of(
                    ProblemCode.HEADER_TOO_LARGE,
                    "A request may have at most " + request.getConnector().getProperty("maxHeaderCount") + " headers");
        }
        return Problem.of(ProblemCode.MALFORMED_REQUEST, failure == null ? reason(status) : parserReason());
    }

    /** The URL and the headers share one buffer. The larger part is what the client has to shorten. */
    private Problem tooLarge() {
        int limit = request.getConnector().getProtocolHandler() instanceof AbstractHttp11Protocol<?> http
                ? http.getMaxHttpRequestHeaderSize()
                : 0;
        long url = length(parsed.requestURI()) + length(parsed.queryString());
        return parsed.requestURI().isNull() || url > limit / 2
                ? Problem.of(
                        ProblemCode.URI_TOO_LONG,
                        "The URL and the headers may have at most " + limit
                                + " bytes. Send a long query as the body of POST /api/{path}/query, such as POST"
                                + " /api/users/query")
                : Problem.of(
                        ProblemCode.HEADER_TOO_LARGE, "The URL and the headers may have at most " + limit + " bytes");
    }

    /** What the parser had read when it failed shows where it failed. */
    private String parserReason() {
        if (parsed.getMethod() == null) {
            return "The request does not begin with an HTTP method";
        }
        if (parsed.requestURI().isNull()) {
            return "The URL has a character that must be percent-encoded, or is missing";
        }
        String host = values("host").size() == 1 ? hostReason() : null;
        if (host != null) {
            return host;
        }
        return parsed.protocol().isNull()
                ? "The request line must end with the version of HTTP, such as HTTP/1.1"
                : "A header line is not valid: it must be a name without spaces, a colon, and a value without control"
                        + " characters";
    }

    private String reason(int status) {
        return switch (status) {
            case 417 -> "The header Expect may only be 100-continue";
            case 501 ->
                "CONNECT".equals(parsed.getMethod())
                        ? "The method CONNECT is not supported"
                        : "The only transfer coding that the server supports is chunked";
            case 505 -> "The server supports HTTP/1.1 and HTTP/1.0 only";
            default -> Objects.requireNonNullElseGet(hostReason(), this::urlReason);
        };
    }

    private @Nullable String hostReason() {
        List<String> hosts = values("host");
        if (hosts.isEmpty()) {
            return "The header Host is missing";
        }
        if (hosts.size() > 1) {
            return "The header Host is there more than once";
        }
        try {
            Host.parse(hosts.getFirst());
            return null;
        } catch (IllegalArgumentException malformed) {
            return "The header Host is not a host, optionally with a port";
        }
    }

    private String urlReason() {
        List<String> lengths = values("content-length");
        if (lengths.size() > 1
                || !lengths.stream().allMatch(it -> CONTENT_LENGTH.matcher(it).matches())) {
            return "The header Content-Length is not a single whole number";
        }
        String url = parsed.requestURI().toString();
        if (RESERVED_CHARACTER.matcher(url).find()) {
            return "The path has a character that must be percent-encoded";
        }
        if (MALFORMED_ENCODING.matcher(url).find()) {
            return "The path has a % that is not followed by two hexadecimal digits";
        }
        if (ENCODED_SEPARATOR.matcher(url).find()) {
            return "The path must not have an encoded slash, backslash or null character";
        }
        if (!values("transfer-encoding").isEmpty()) {
            return "The header Transfer-Encoding is not valid";
        }
        return url.startsWith("/") && !url.contains("/..")
                ? "The URL is not valid UTF-8, or names another server than the header Host"
                : "The path must begin with a slash and must not lead above it";
    }

    private List<String> values(String header) {
        return Collections.list(parsed.getMimeHeaders().values(header));
    }

    private static long length(MessageBytes part) {
        return part.isNull() ? 0 : part.getLength();
    }
}
