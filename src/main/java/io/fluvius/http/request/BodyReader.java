package io.fluvius.http.request;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

/** Reads the bodies of requests. */
public final class BodyReader {

    /** The maximum size, in bytes, of a body or of one command of a batch: 1 MiB. */
    public static final int MAX_BYTES = 1024 * 1024;

    private BodyReader() {}

    /**
     * Reads a JSON body.
     *
     * @throws io.fluvius.problem.ProblemException with {@link ProblemCode#UNSUPPORTED_MEDIA_TYPE},
     *     {@link ProblemCode#PAYLOAD_TOO_LARGE} or {@link ProblemCode#MALFORMED_REQUEST}
     */
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

    /**
     * Returns the supported media type that the body has. Throws {@link ProblemCode#UNSUPPORTED_MEDIA_TYPE} for any other
     * type and for a charset other than UTF-8.
     */
    public static MediaType requireMediaType(HttpServletRequest request, List<MediaType> supported) {
        requireNoCoding(request);
        MediaType actual = mediaType(request);
        Charset charset = actual.getCharset();
        return supported.stream()
                .filter(type -> type.equalsTypeAndSubtype(actual))
                .filter(type -> charset == null || charset.equals(StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow(() -> unsupportedMediaTypeException(supported));
    }

    public static RuntimeException payloadTooLargeException() {
        return Problem.of(
                        ProblemCode.PAYLOAD_TOO_LARGE,
                        "A body, or one command of a batch, may have at most " + MAX_BYTES + " bytes")
                .asException();
    }

    private static void requireNoCoding(HttpServletRequest request) {
        String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !coding.strip().equalsIgnoreCase("identity")) {
            throw Problem.of(
                            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                            "A body with the content coding " + coding.strip() + " cannot be read; send it as it is")
                    .asException();
        }
    }

    private static MediaType mediaType(HttpServletRequest request) {
        String type = request.getContentType();
        try {
            return type == null ? MediaType.ALL : MediaType.parseMediaType(type);
        } catch (IllegalArgumentException malformedOrUnknownCharset) {
            return MediaType.ALL;
        }
    }

    private static RuntimeException unsupportedMediaTypeException(List<MediaType> supported) {
        String types = supported.stream().map(MediaType::toString).collect(Collectors.joining(" or "));
        return Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The body must be " + types + " in UTF-8")
                .asException();
    }
}
