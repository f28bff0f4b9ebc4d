package io.fluvius.http.resource;

import io.fluvius.http.request.EntityTags;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Responses with state. A client that has the state already receives 304. */
final class ResourceResponse {

    /** A client asks each time whether the state that it has is the present one. Shared caches do not keep it. */
    private static final String CACHE_CONTROL = "private, no-cache";

    private ResourceResponse() {}

    /** The response with a list, whose entity tag derives from its JSON. */
    static ResponseEntity<Object> list(HttpServletRequest request, byte[] json, String position) {
        return of(EntityTags.of(request, HttpHeaders.IF_NONE_MATCH), EntityTags.weakTagOf(json), position, () -> json);
    }

    /** @param json what is sent unless the client has it */
    static ResponseEntity<Object> of(
            Optional<EntityTags> ifNoneMatch, String tag, String position, Supplier<byte[]> json) {
        boolean isKnown = ifNoneMatch.isPresent() && ifNoneMatch.get().matchWeakly(tag);
        ResponseEntity.BodyBuilder response = ResponseEntity.status(isKnown ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
                .header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL)
                .header(ConsistencyParameters.HEADER, position);
        return isKnown
                ? response.build()
                : response.contentType(MediaType.APPLICATION_JSON).body(json.get());
    }
}
