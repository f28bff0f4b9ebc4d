package io.fluvius.processing;

import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.domain.Position;
import io.fluvius.processing.SurveyedProcessor.Claim;
import io.fluvius.progress.EventStreams;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.Serializer;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Surveys the event processors of this application on all nodes, by the token store, the event store, the dead letters, and the
 * processors of this node. Safe for use by many threads, each of which waits for the stores.
 */
public final class ProcessorSurvey {

    private final Supplier<Map<String, EventProcessor>> processors;
    private final EventStreams streams;
    private final UnreadEvents unread;
    private final ReadOnlyDatabase database;
    private final Serializer serializer;
    private final Duration claimTimeout;
    private final String node;

    ProcessorSurvey(
            Supplier<Map<String, EventProcessor>> processors,
            EventStreams streams,
            UnreadEvents unread,
            ReadOnlyDatabase database,
            Serializer serializer,
            NodeProperties properties) {
        this.processors = processors;
        this.streams = streams;
        this.unread = unread;
        this.database = database;
        this.serializer = serializer;
        this.claimTimeout = properties.claimTimeout();
        this.node = properties.nodeId();
    }

    /** The name under which this node claims segments. */
    public String node() {
        return node;
    }

    /** The time after which other nodes may claim the segments of a node that no longer extends its claims. */
    public Duration claimTimeout() {
        return claimTimeout;
    }

    /** The names of the processors, in alphabetical order. */
    public List<String> names() {
        return processors.get().entrySet().stream()
                .filter(entry -> entry.getValue() instanceof StreamingEventProcessor)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Returns the position of the last event. */
    public Position head() {
        return Position.of(streams.source().createHeadToken());
    }

    /**
     * Returns every processor, in the order of the names.
     *
     * @param head the position of the last event that counts
     */
    public List<SurveyedProcessor> processors(Position head) {
        Map<String, List<Row>> rows = rows();
        Map<String, Long> parked = deadLetters();
        return names().stream()
                .map(name -> surveyed(name, rows.getOrDefault(name, List.of()), parked.getOrDefault(name, 0L), head))
                .toList();
    }

    /** A row of the token store, with the token of this node if that is newer. */
    private record Row(
            String processor,
            int segment,
            @Nullable TrackingToken token,
            @Nullable String owner,
            Instant at) {}

    private Map<String, List<Row>> rows() {
        return database.readOnce(statement -> statement
                .select(
                        ProcessingTables.PROCESSOR,
                        ProcessingTables.SEGMENT,
                        ProcessingTables.TOKEN,
                        ProcessingTables.TOKEN_TYPE,
                        ProcessingTables.OWNER,
                        ProcessingTables.CLAIMED_AT)
                .from(ProcessingTables.TOKENS)
                .orderBy(ProcessingTables.SEGMENT)
                .fetchGroups(ProcessingTables.PROCESSOR, this::row));
    }

    private Row row(Record row) {
        String processor = row.get(ProcessingTables.PROCESSOR);
        int segment = row.get(ProcessingTables.SEGMENT);
        EventTrackerStatus here = processors.get().get(processor) instanceof StreamingEventProcessor local
                ? local.processingStatus().get(segment)
                : null;
        TrackingToken token = here == null || here.getTrackingToken() == null
                ? TokenReader.token(serializer, row.get(ProcessingTables.TOKEN), row.get(ProcessingTables.TOKEN_TYPE))
                : here.getTrackingToken();
        return new Row(
                processor,
                segment,
                token,
                row.get(ProcessingTables.OWNER),
                Instant.parse(row.get(ProcessingTables.CLAIMED_AT)).truncatedTo(ChronoUnit.MILLIS));
    }

    private Map<String, Long> deadLetters() {
        return database.readOnce(statement -> statement
                .select(ProcessingTables.GROUP, DSL.count().cast(Long.class))
                .from(ProcessingTables.DEAD_LETTERS)
                .groupBy(ProcessingTables.GROUP)
                .fetchMap(row -> row.value1(), row -> row.value2()));
    }

    private SurveyedProcessor surveyed(String name, List<Row> rows, long deadLetters, Position head) {
        int[] ids = rows.stream().mapToInt(Row::segment).toArray();
        List<SurveyedProcessor.Segment> segments = rows.stream()
                .map(row -> segment(row, Segment.computeSegment(row.segment(), ids), head))
                .toList();
        Duration oldest = rows.stream()
                .filter(row -> isBehind(row, segments))
                .map(row -> SegmentToken.everProcessed(row.token()))
                .min(Comparator.comparingLong(Position::index))
                .flatMap(unread::timeOfNext)
                .map(ProcessorSurvey::age)
                .orElse(Duration.ZERO);
        return new SurveyedProcessor(name, segments, deadLetters, oldest);
    }

    private SurveyedProcessor.Segment segment(Row row, Segment segment, Position head) {
        SegmentToken token = SegmentToken.of(segment, row.token());
        Claim claim = claim(row);
        return new SurveyedProcessor.Segment(
                row.segment(),
                segment.getMask(),
                claim,
                claim == Claim.UNCLAIMED ? null : row.owner(),
                new Position(token.index()),
                ReplayToken.isReplay(row.token()),
                age(row.at()),
                lag(token, head));
    }

    /** Returns when the first event after a position was appended; empty if no event follows it. */
    public Optional<Instant> timeOfNext(Position position) {
        return unread.timeOfNext(position);
    }

    private static boolean isBehind(Row row, List<SurveyedProcessor.Segment> segments) {
        return segments.stream().anyMatch(segment -> segment.id() == row.segment() && segment.lag() > 0);
    }

    private Claim claim(Row row) {
        if (row.owner() == null || age(row.at()).compareTo(claimTimeout) > 0) {
            return Claim.UNCLAIMED;
        }
        return row.owner().equals(node) ? Claim.HERE : Claim.ELSEWHERE;
    }

    /** A segment stores its token only now and then while no event belongs to it, so its row may be behind without reason. */
    private long lag(SegmentToken segment, Position head) {
        long behind = Math.max(0, head.index() - segment.index());
        boolean isCertain = behind == 0 || behind > UnreadEvents.MAX_READ;
        return !isCertain && unread.upTo(head.index(), List.of(segment), null).isNone() ? 0 : behind;
    }

    private static Duration age(Instant time) {
        Duration age = Duration.between(time, Instant.now());
        return age.isNegative() ? Duration.ZERO : age;
    }
}
