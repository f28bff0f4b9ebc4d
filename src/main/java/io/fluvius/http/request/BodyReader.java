package io.fluvius.http.request;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/** The body of a request. */
public final class BodyReader {

    /** The most bytes that a body, or one command of a batch, may have: 1 MiB. */
    public static final int MAX_BYTES = 1024 * 1024;

    private BodyReader() {}

    /** The JSON that a request carries. Throws a problem for another media type, too many bytes, and what is no JSON. */
    public static JsonNode readJson(HttpServletRequest request) throws IOException {
        requireMediaType(request, List.of(MediaType.APPLICATION_JSON));
        if (request.getContentLengthLong() > MAX_BYTES) {
            throw payloadTooLargeException();
        }
        byte[] bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw payloadTooLargeException();
        }
        return Json.read(bytes);
    }

    /** Which of these media types the request has. Throws {@link ProblemCode#UNSUPPORTED_MEDIA_TYPE} for any other. */
    public static MediaType requireMediaType(HttpServletRequest request, List<MediaType> supported) {
        MediaType actual = mediaType(request);
        Charset charset = actual.getCharset();
        return supported.stream()
                .filter(type -> type.equalsTypeAndSubtype(actual))
                .filter(type -> charset == null || charset.equals(StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow(() -> unsupported(supported));
    }

    public static RuntimeException payloadTooLargeException() {
        return Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "At most " + MAX_BYTES + " bytes are taken")
                .asException();
    }

    private static MediaType mediaType(HttpServletRequest request) {
        String type = request.getContentType();
        try {
            return type == null ? MediaType.ALL : MediaType.parseMediaType(type);
        } catch (IllegalArgumentException malformedOrOfUnknownCharset) {
            return MediaType.ALL;
        }
    }

    private static RuntimeException unsupported(List<MediaType> supported) {
        return Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The body must be UTF-8 of the type " + supported)
                .asException();
    }
}
