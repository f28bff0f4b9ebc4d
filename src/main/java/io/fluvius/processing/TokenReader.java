package io.fluvius.processing;

import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.domain.Position;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jooq.DSLContext;
import org.jooq.Record3;
import org.jooq.Result;
import org.jspecify.annotations.Nullable;

/** Reads the stored tokens of all nodes without claiming them. Safe for use by many threads. */
class TokenReader implements TokenProgress.Tokens {

    private final ReadOnlyDatabase database;
    private final Serializer serializer;
    /** By processor. Many callers can wait for the segments of another node, and would read their tokens again and again. */
    private final Map<String, SharedRead<List<SegmentToken>>> reads = new ConcurrentHashMap<>();

    TokenReader(ReadOnlyDatabase database, Serializer serializer) {
        this.database = database;
        this.serializer = serializer;
    }

    /** All segments of the processor; empty when it has never run. */
    @Override
    public List<SegmentToken> of(String processor) {
        return reads.computeIfAbsent(
                        processor, name -> new SharedRead<>(() -> database.readOnce(statement -> of(statement, name))))
                .get();
    }

    /** All segments of the processor, in the snapshot of a transaction. */
    List<SegmentToken> of(DSLContext transaction, String processor) {
        Result<Record3<Integer, String, String>> rows = transaction
                .select(ProcessingTables.SEGMENT, ProcessingTables.TOKEN, ProcessingTables.TOKEN_TYPE)
                .from(ProcessingTables.TOKENS)
                .where(ProcessingTables.PROCESSOR.eq(processor))
                .fetch();
        int[] segments = rows.stream().mapToInt(Record3::value1).toArray();
        return rows.map(row -> SegmentToken.of(
                Segment.computeSegment(row.value1(), segments), token(serializer, row.value2(), row.value3())));
    }

    /** The furthest position that any segment of each processor has read. */
    Map<String, Position> furthest() {
        return database
                .readOnce(statement -> statement
                        .select(ProcessingTables.PROCESSOR, ProcessingTables.TOKEN, ProcessingTables.TOKEN_TYPE)
                        .from(ProcessingTables.TOKENS)
                        .fetch())
                .stream()
                .collect(Collectors.toMap(
                        Record3::value1,
                        row -> Position.of(token(serializer, row.value2(), row.value3())),
                        BinaryOperator.maxBy(Comparator.comparing(Position::index)),
                        TreeMap::new));
    }

    /** The token that a row contains, or null. */
    static @Nullable TrackingToken token(Serializer serializer, @Nullable String token, @Nullable String type) {
        return token == null
                ? null
                : serializer.deserialize(new SimpleSerializedObject<>(token, String.class, type, null));
    }
}
