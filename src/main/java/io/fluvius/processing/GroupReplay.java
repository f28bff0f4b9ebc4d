package io.fluvius.processing;

import io.fluvius.domain.Position;
import io.fluvius.projection.SecondTables;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jooq.DSLContext;

/**
 * Applies the events of all time to the second tables of a processing group, under tokens of its own. For use by one thread at
 * a time; another node that uses the same tokens makes it fail.
 */
public final class GroupReplay implements Backlog.Handler {

    /** The most events that separate the tables when they are aligned; meanwhile the projections of the group wait. */
    private static final long MAX_DISTANCE = 20_000;

    /** A stream without an event for this long is at its end. */
    private static final int END_OF_STREAM_SECONDS = 1;

    private final String processingGroup;
    private final Backlog backlog;
    private final StreamableMessageSource<TrackedEventMessage<?>> events;
    private final TransactionManager transactions;
    private final SecondTables tables;
    private final TokenReader stored;
    private final HeldTokens held;

    GroupReplay(
            String processingGroup,
            Backlog backlog,
            StreamableMessageSource<TrackedEventMessage<?>> events,
            TransactionManager transactions,
            SecondTables tables,
            TokenReader stored,
            HeldTokens held) {
        this.processingGroup = processingGroup;
        this.backlog = backlog;
        this.events = events;
        this.transactions = transactions;
        this.tables = tables;
        this.stored = stored;
        this.held = held;
    }

    /**
     * Applies the events up to the head at the time of the call.
     *
     * @param stopped read after each batch; no further batch is read once it is true
     */
    public void catchUp(BooleanSupplier stopped) throws Exception {
        backlog.process(this, stopped);
    }

    /**
     * Runs work while tables and second tables include the same events, and no node changes the tables.
     *
     * @param work receives the transaction that locks the tokens, which is committed when the work returns true
     * @return false if the work returned false, or if the tables cannot be aligned at the moment
     */
    public boolean align(Predicate<DSLContext> work) {
        return held.hold(processingGroup, (transaction, serving) -> areAligned(serving) && work.test(transaction));
    }

    private boolean areAligned(List<SegmentToken> serving) {
        List<SegmentToken> rebuilt = stored.of(SecondTables.processor(processingGroup));
        if (serving.isEmpty() || rebuilt.isEmpty()) {
            return false;
        }
        long from = Math.min(lowest(serving), lowest(rebuilt));
        long to = Math.max(highest(serving), highest(rebuilt));
        if (from == to) {
            return true;
        }
        List<TrackedEventMessage<?>> missing = new ArrayList<>();
        if (to - from > MAX_DISTANCE || !isBehindOnly(serving, rebuilt, from, to, missing)) {
            return false;
        }
        if (!missing.isEmpty()) {
            // without the tokens: the events are delivered again, which changes nothing
            transactions.executeInTransaction(() -> tables.apply(processingGroup, missing));
        }
        return true;
    }

    /**
     * Collects the events that only the tables include. Returns false if the second tables include one that the tables do
     * not, or if not all events can be read.
     */
    private boolean isBehindOnly(
            List<SegmentToken> serving,
            List<SegmentToken> rebuilt,
            long from,
            long to,
            List<TrackedEventMessage<?>> missing) {
        try (BlockingStream<TrackedEventMessage<?>> stream = events.openStream(new Position(from).token())) {
            long reached = from;
            while (reached < to && stream.hasNextAvailable(END_OF_STREAM_SECONDS, TimeUnit.SECONDS)) {
                TrackedEventMessage<?> event = stream.nextAvailable();
                reached = Position.of(event.trackingToken()).index();
                if (reached <= to && tables.isHandled(processingGroup, event)) {
                    String aggregate = ((DomainEventMessage<?>) event).getAggregateIdentifier();
                    boolean isServed = includes(serving, aggregate, reached);
                    boolean isRebuilt = includes(rebuilt, aggregate, reached);
                    if (isRebuilt && !isServed) {
                        return false;
                    }
                    if (isServed && !isRebuilt) {
                        missing.add(event);
                    }
                }
            }
            return reached >= to;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean includes(List<SegmentToken> segments, String aggregate, long event) {
        return segments.stream().anyMatch(it -> it.owns(aggregate) && !it.isBehind(event));
    }

    private static long lowest(List<SegmentToken> segments) {
        return SegmentToken.reached(segments).index();
    }

    private static long highest(List<SegmentToken> segments) {
        return segments.stream().mapToLong(SegmentToken::index).max().orElseThrow();
    }

    @Override
    public boolean isHandled(Segment segment, TrackedEventMessage<?> event) {
        return event instanceof DomainEventMessage<?> ofAggregate
                && segment.matches(ofAggregate.getAggregateIdentifier())
                && tables.isHandled(processingGroup, event);
    }

    @Override
    public void ignore(TrackedEventMessage<?> event) {
        // events of other views
    }

    @Override
    public void handle(SegmentBacklog.Batch batch, Runnable storeToken) {
        transactions.executeInTransaction(() -> {
            storeToken.run();
            tables.apply(processingGroup, batch.events());
        });
    }
}
