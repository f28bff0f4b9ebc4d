package io.fluvius.query.gateway;

import io.fluvius.domain.Tenant;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.query.HistoryEntry;
import io.fluvius.query.Query;
import io.fluvius.query.QueryPage;
import io.fluvius.query.StateQuery;
import io.fluvius.query.cursor.Cursors;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.jspecify.annotations.Nullable;

/** Reads pages of the history of an aggregate. */
final class HistoryPages {

    private static final byte FROM = 0;
    private static final byte BEFORE = 1;
    private static final int POSITION_BYTES = 1 + Long.BYTES;

    private final Cursors cursors;
    private final QueryDispatcher dispatcher;
    private final Tenant tenant;

    HistoryPages(Cursors cursors, QueryDispatcher dispatcher, Tenant tenant) {
        this.cursors = cursors;
        this.dispatcher = dispatcher;
        this.tenant = tenant;
    }

    /** Refuses versions that there cannot be. */
    static void requireRange(long from, int limit) {
        if (from < 0 || limit < Query.MIN_LIMIT || limit > Query.MAX_LIMIT) {
            throw new IllegalArgumentException("There are no " + limit + " versions from " + from);
        }
    }

    /** Returns the page of a cursor, or the first page if it is null. */
    QueryPage<HistoryEntry> page(String resource, UUID id, int limit, @Nullable String cursor) {
        Range range = cursor == null ? new Range(0, limit) : decode(resource, id, limit, cursor);
        // an additional event shows whether there is a next page
        List<HistoryEntry> found = dispatcher
                .query(
                        new StateQuery.History(tenant, resource, id, range.from(), range.limit() + 1),
                        ResponseTypes.instanceOf(StateQuery.Entries.class))
                .entries();
        List<HistoryEntry> page = found.subList(0, Math.min(found.size(), range.limit()));
        long end = range.from() + page.size();
        return new QueryPage<>(
                page,
                limit,
                null,
                null,
                null,
                found.size() > page.size() ? encode(resource, id, FROM, end) : null,
                range.from() > 0 ? encode(resource, id, BEFORE, range.from()) : null);
    }

    private String encode(String resource, UUID id, byte direction, long sequence) {
        byte[] position = ByteBuffer.allocate(POSITION_BYTES)
                .put(direction)
                .putLong(sequence)
                .array();
        return cursors.encode(identity(resource, id), position);
    }

    private Range decode(String resource, UUID id, int limit, String cursor) {
        byte[] bytes = cursors.decode(identity(resource, id), cursor);
        if (bytes == null || bytes.length != POSITION_BYTES) {
            throw Problem.of(ProblemCode.INVALID_QUERY, "The cursor does not belong to this history")
                    .at("/cursor", "is not a cursor of this history")
                    .asException();
        }
        ByteBuffer position = ByteBuffer.wrap(bytes);
        byte direction = position.get();
        long sequence = position.getLong();
        long from = direction == FROM ? sequence : Math.max(0, sequence - limit);
        return new Range(from, direction == FROM ? limit : (int) (sequence - from));
    }

    private static byte[] identity(String resource, UUID id) {
        return ("history " + resource + " " + id).getBytes(StandardCharsets.UTF_8);
    }

    private record Range(long from, int limit) {}
}
