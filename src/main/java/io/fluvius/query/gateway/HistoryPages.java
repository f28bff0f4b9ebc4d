package io.fluvius.query.gateway;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.HistoryEntry;
import io.fluvius.query.QueryPage;
import io.fluvius.query.StateQuery;
import io.fluvius.query.cursor.Cursors;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.jspecify.annotations.Nullable;

/** Pages of the history of an aggregate. */
final class HistoryPages {

    private static final byte FROM = 0;
    private static final byte BEFORE = 1;
    private static final int PLACE_BYTES = 1 + Long.BYTES;

    private final Cursors cursors;

    HistoryPages(Cursors cursors) {
        this.cursors = cursors;
    }

    /** The events from a sequence number on, which is the first of the page. */
    QueryPage<HistoryEntry> page(
            QueryDispatcher questions, String resource, UUID id, int limit, @Nullable String cursor) {
        Place place = cursor == null ? new Place(0, limit) : open(resource, id, limit, cursor);
        // one more than shown tells whether there are more
        List<HistoryEntry> found = questions
                .ask(
                        new StateQuery.History(resource, id, place.from(), place.limit() + 1),
                        ResponseTypes.instanceOf(StateQuery.Entries.class))
                .entries();
        List<HistoryEntry> shown = found.subList(0, Math.min(found.size(), place.limit()));
        long end = place.from() + shown.size();
        return new QueryPage<>(
                shown,
                limit,
                null,
                null,
                null,
                found.size() > shown.size() ? seal(resource, id, FROM, end) : null,
                place.from() > 0 ? seal(resource, id, BEFORE, place.from()) : null);
    }

    private String seal(String resource, UUID id, byte direction, long sequence) {
        byte[] place = ByteBuffer.allocate(PLACE_BYTES)
                .put(direction)
                .putLong(sequence)
                .array();
        return cursors.encode(identity(resource, id), place);
    }

    private Place open(String resource, UUID id, int limit, String cursor) {
        byte[] bytes = cursors.decode(identity(resource, id), cursor);
        if (bytes == null || bytes.length != PLACE_BYTES) {
            throw Problem.of(ProblemCode.INVALID_QUERY, "The cursor does not belong to this history")
                    .at("/cursor", "is no cursor of this history")
                    .asException();
        }
        ByteBuffer place = ByteBuffer.wrap(bytes);
        byte direction = place.get();
        long sequence = place.getLong();
        long from = direction == FROM ? sequence : Math.max(0, sequence - limit);
        return new Place(from, direction == FROM ? limit : (int) (sequence - from));
    }

    private static byte[] identity(String resource, UUID id) {
        return ("history " + resource + " " + id).getBytes(StandardCharsets.UTF_8);
    }

    private record Place(long from, int limit) {}
}
