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
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jooq.DSLContext;
import org.jooq.Record4;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the tokens of version 0.1.0 by plain positions. Those tokens list gaps: indexes whose events were not visible when
 * the processor passed them. No node of 0.1.0 may run any more, so a gap without an event stays empty. A gap that has an event
 * now has not been handled: its processor continues before the first of them, and projections ignore what they have handled.
 */
final class TokenMigration implements JavaMigration {

    /** Tokens are JSON; another serializer is refused at start. */
    private final Serializer serializer = Jackson3Serializer.builder()
            .jsonMapperBuilderCustomizer(StoredJson::customize)
            .build();

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("6");
    }

    @Override
    public String getDescription() {
        return "tokens are positions";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) {
        DSLContext dsl = DSL.using(context.getConnection());
        List<Record4<String, Integer, String, String>> rows = dsl.select(
                        TokenReader.PROCESSOR, TokenReader.SEGMENT, TokenReader.TOKEN, TokenReader.TYPE)
                .from(TokenReader.TOKENS)
                .where(TokenReader.TOKEN.isNotNull())
                .fetch();
        for (Record4<String, Integer, String, String> row : rows) {
            SerializedObject<String> plain = serializer.serialize(
                    plain(TokenReader.token(serializer, row.value3(), row.value4()), dsl), String.class);
            dsl.update(TokenReader.TOKENS)
                    .set(TokenReader.TOKEN, plain.getData())
                    .set(TokenReader.TYPE, plain.getType().getName())
                    .where(TokenReader.PROCESSOR.eq(row.value1()), TokenReader.SEGMENT.eq(row.value2()))
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
