package io.fluvius.processing;

import io.fluvius.database.ReadOnlyTransactions;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The tokens of all nodes, read without claiming them. Safe for use by many threads. */
class StoredTokens implements TokenProgress.Tokens {

    private static final Field<Integer> SEGMENT = DSL.field(DSL.name("segment"), SQLDataType.INTEGER);
    private static final Field<String> TOKEN = DSL.field(DSL.name("token"), SQLDataType.VARCHAR);
    private static final Field<String> TYPE = DSL.field(DSL.name("token_type"), SQLDataType.VARCHAR);
    private static final Field<String> PROCESSOR = DSL.field(DSL.name("processor_name"), SQLDataType.VARCHAR);

    private final ReadOnlyTransactions database;
    private final Serializer serializer;

    StoredTokens(ReadOnlyTransactions database, Serializer serializer) {
        this.database = database;
        this.serializer = serializer;
    }

    /** Every segment of a processor; none when it never ran. */
    @Override
    public List<SegmentToken> of(String processor) {
        return database.readOnce(statement -> of(statement, processor));
    }

    /** The same, as a transaction sees it. */
    List<SegmentToken> of(DSLContext transaction, String processor) {
        Result<Record3<Integer, String, String>> rows = transaction
                .select(SEGMENT, TOKEN, TYPE)
                .from(DSL.table(DSL.name("token_entry")))
                .where(PROCESSOR.eq(processor))
                .fetch();
        int[] segments = rows.stream().mapToInt(row -> row.get(SEGMENT)).toArray();
        List<SegmentToken> tokens = new ArrayList<>();
        for (Record3<Integer, String, String> row : rows) {
            Segment segment = Segment.computeSegment(row.get(SEGMENT), segments);
            tokens.add(SegmentToken.of(segment, token(row.get(TOKEN), row.get(TYPE))));
        }
        return tokens;
    }

    private @Nullable TrackingToken token(@Nullable String token, @Nullable String type) {
        return token == null
                ? null
                : serializer.deserialize(new SimpleSerializedObject<>(token, String.class, type, null));
    }
}
