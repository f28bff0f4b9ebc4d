package io.fluvius.processing.deadletter;

import io.fluvius.domain.Position;
import io.fluvius.eventstore.event.PersonalEvents;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.processing.deadletter.StoredLetter.Content;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Converts rows of dead letters. Immutable. */
record LetterRows(Serializer serializer, PersonalEvents personal) {

    /** The columns that the tables of dead letters and of evicted ones share. */
    static final List<Field<?>> COLUMNS = List.of(
            DeadLetterTables.ID,
            DeadLetterTables.GROUP,
            DeadLetterTables.SEQUENCE,
            DeadLetterTables.EVENT,
            DeadLetterTables.HAPPENED_AT,
            DeadLetterTables.TYPE,
            DeadLetterTables.REVISION,
            DeadLetterTables.PAYLOAD,
            DeadLetterTables.METADATA,
            DeadLetterTables.AGGREGATE_TYPE,
            DeadLetterTables.AGGREGATE,
            DeadLetterTables.VERSION,
            DeadLetterTables.TOKEN_TYPE,
            DeadLetterTables.TOKEN,
            DeadLetterTables.PARKED_AT,
            DeadLetterTables.CAUSE_TYPE,
            DeadLetterTables.CAUSE_MESSAGE);

    StoredLetter letter(Record row, Instant triedAt, int attempts, int waiting) {
        return new StoredLetter(
                required(row, DeadLetterTables.ID),
                required(row, DeadLetterTables.GROUP),
                required(row, DeadLetterTables.SEQUENCE),
                required(row, DeadLetterTables.EVENT),
                value(row, DeadLetterTables.AGGREGATE_TYPE),
                value(row, DeadLetterTables.AGGREGATE),
                required(row, DeadLetterTables.VERSION),
                Position.of(token(row)),
                required(row, DeadLetterTables.TYPE),
                value(row, DeadLetterTables.REVISION),
                time(row, DeadLetterTables.HAPPENED_AT),
                time(row, DeadLetterTables.PARKED_AT),
                triedAt,
                value(row, DeadLetterTables.CAUSE_TYPE),
                value(row, DeadLetterTables.CAUSE_MESSAGE),
                attempts,
                waiting);
    }

    /** What the event of a letter says, as people see it. */
    Content content(Record row) {
        String event = required(row, DeadLetterTables.EVENT);
        StoredEvent shown = personal.shown(new StoredEvent(
                event,
                Objects.requireNonNullElse(value(row, DeadLetterTables.AGGREGATE), event),
                required(row, DeadLetterTables.VERSION),
                value(row, DeadLetterTables.AGGREGATE_TYPE),
                required(row, DeadLetterTables.HAPPENED_AT),
                required(row, DeadLetterTables.TYPE),
                value(row, DeadLetterTables.REVISION),
                text(required(row, DeadLetterTables.PAYLOAD)),
                text(required(row, DeadLetterTables.METADATA))));
        return new Content(shown.payload(), shown.metaData());
    }

    /** The event of a letter, as it is stored in the log. */
    TrackedDomainEventData<byte[]> event(Record row) {
        DomainEventData<byte[]> event = new GenericDomainEventEntry<>(
                value(row, DeadLetterTables.AGGREGATE_TYPE),
                value(row, DeadLetterTables.AGGREGATE),
                required(row, DeadLetterTables.VERSION),
                required(row, DeadLetterTables.EVENT),
                required(row, DeadLetterTables.HAPPENED_AT),
                required(row, DeadLetterTables.TYPE),
                value(row, DeadLetterTables.REVISION),
                required(row, DeadLetterTables.PAYLOAD),
                required(row, DeadLetterTables.METADATA));
        TrackingToken token = token(row);
        return new TrackedDomainEventData<>(
                token == null ? new GlobalSequenceTrackingToken(Position.START.index()) : token, event);
    }

    static Instant time(Record row, Field<String> column) {
        return DateTimeUtils.parseInstant(required(row, column));
    }

    /** Of a replayed event only the position counts: what was replayed before has been committed. */
    private @Nullable TrackingToken token(Record row) {
        byte[] token = value(row, DeadLetterTables.TOKEN);
        return token == null
                ? null
                : WrappedToken.unwrapLowerBound((TrackingToken) serializer.deserialize(new SimpleSerializedObject<>(
                        text(token), String.class, value(row, DeadLetterTables.TOKEN_TYPE), null)));
    }

    private static <T> @Nullable T value(Record row, Field<T> column) {
        return row.get(column.getUnqualifiedName(), column.getType());
    }

    private static <T> T required(Record row, Field<T> column) {
        return Objects.requireNonNull(value(row, column), column.getName());
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
