package io.fluvius.processing;

import io.fluvius.domain.text.StoredJson;
import io.fluvius.eventstore.schema.EventStoreTables;
import java.util.List;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.MergedTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.jooq.DSLContext;
import org.jooq.Record4;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the tokens of version 0.1.0 by plain positions. Those tokens list gaps: indexes whose events were not visible when
 * the processor passed them. No node of 0.1.0 may run any more, so a gap without an event stays empty. A gap that has an event
 * now has not been handled: its processor continues before the first of them, and projections ignore what they have handled.
 *
 * <p>Flyway reads the version and the description from the name of the class. It refuses to start on a database that has
 * stored another description.
 */
final class V6__tokens_are_positions extends BaseJavaMigration {

    /** Tokens are JSON; another serializer is refused at start. */
    private final Serializer serializer = Jackson3Serializer.builder()
            .jsonMapperBuilderCustomizer(StoredJson::customize)
            .build();

    @Override
    public void migrate(Context context) {
        DSLContext dsl = DSL.using(context.getConnection());
        List<Record4<String, Integer, String, String>> rows = dsl.select(
                        ProcessingTables.PROCESSOR,
                        ProcessingTables.SEGMENT,
                        ProcessingTables.TOKEN,
                        ProcessingTables.TOKEN_TYPE)
                .from(ProcessingTables.TOKENS)
                .where(ProcessingTables.TOKEN.isNotNull())
                .fetch();
        for (Record4<String, Integer, String, String> row : rows) {
            SerializedObject<String> plain = serializer.serialize(
                    plain(TokenReader.token(serializer, row.value3(), row.value4()), dsl), String.class);
            dsl.update(ProcessingTables.TOKENS)
                    .set(ProcessingTables.TOKEN, plain.getData())
                    .set(ProcessingTables.TOKEN_TYPE, plain.getType().getName())
                    .where(ProcessingTables.PROCESSOR.eq(row.value1()), ProcessingTables.SEGMENT.eq(row.value2()))
                    .execute();
        }
    }

    private static @Nullable TrackingToken plain(@Nullable TrackingToken token, DSLContext dsl) {
        if (token == null) {
            return null;
        }
        return switch (token) {
            case GapAwareTrackingToken gaps -> new GlobalSequenceTrackingToken(position(gaps, dsl));
            case ReplayToken replay ->
                ReplayToken.createReplayToken(
                        plain(replay.getTokenAtReset(), dsl), plain(replay.getCurrentToken(), dsl), replay.context());
            case MergedTrackingToken merged ->
                MergedTrackingToken.merged(
                        plain(merged.lowerSegmentToken(), dsl), plain(merged.upperSegmentToken(), dsl));
            default -> token;
        };
    }

    private static long position(GapAwareTrackingToken token, DSLContext dsl) {
        Long firstUnhandled = token.getGaps().isEmpty()
                ? null
                : dsl.select(DSL.min(EventStoreTables.INDEX))
                        .from(EventStoreTables.EVENTS)
                        .where(EventStoreTables.INDEX.in(token.getGaps()))
                        .fetchOne(0, Long.class);
        return firstUnhandled == null ? token.getIndex() : firstUnhandled - 1;
    }
}
