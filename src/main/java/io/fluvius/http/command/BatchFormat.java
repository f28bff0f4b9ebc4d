package io.fluvius.http.command;

import java.util.Comparator;
import java.util.List;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** The formats in which the results of a batch are written. */
enum BatchFormat {
    /** One result per line. */
    LINES(MediaType.APPLICATION_NDJSON, "", "", "\n", ""),
    /** One array, for clients that read a response as one JSON document. */
    ARRAY(MediaType.APPLICATION_JSON, "[", ",\n", "", "]");

    final MediaType mediaType;
    /** The text before the first result. */
    final String begin;
    /** The text before each further result. */
    final String separator;
    /** The text that completes each result. */
    final String terminator;
    /** The text after the last result. */
    final String end;

    BatchFormat(MediaType mediaType, String begin, String separator, String terminator, String end) {
        this.mediaType = mediaType;
        this.begin = begin;
        this.separator = separator;
        this.terminator = terminator;
        this.end = end;
    }

    /**
     * Returns the format that a client prefers: the one that its header {@code Accept} names with the highest weight, of equal
     * weights the first. A header that names neither, such as {@code *}{@code /*}, is answered with lines.
     */
    static BatchFormat accepted(List<String> header) {
        try {
            return MediaType.parseMediaTypes(header).stream()
                    .filter(type -> type.getQualityValue() > 0 && (ARRAY.is(type) || LINES.is(type)))
                    .max(Comparator.comparingDouble(MediaType::getQualityValue))
                    .filter(ARRAY::is)
                    .map(array -> ARRAY)
                    .orElse(LINES);
        } catch (InvalidMediaTypeException malformed) {
            return LINES;
        }
    }

    private boolean is(MediaType type) {
        return type.equalsTypeAndSubtype(mediaType);
    }
}
