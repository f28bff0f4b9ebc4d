package io.fluvius.processing.control;

import io.fluvius.domain.Position;
import io.fluvius.processing.OperatedProcessor;
import io.fluvius.processing.deadletter.DeadLetterStore;
import io.fluvius.progress.EventStreams;
import io.fluvius.projection.ViewContents;
import java.time.Instant;
import java.util.Arrays;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.jspecify.annotations.Nullable;

/** Sets the tokens of a processor that runs on no node, each time in one transaction with what belongs to it. Safe for use by many threads. */
public final class TokenReset {

    private final TokenStore tokens;
    private final TransactionManager transactions;
    private final EventStreams events;
    private final ViewContents views;
    private final DeadLetterStore letters;

    TokenReset(
            TokenStore tokens,
            TransactionManager transactions,
            EventStreams events,
            ViewContents views,
            DeadLetterStore letters) {
        this.tokens = tokens;
        this.transactions = transactions;
        this.events = events;
        this.views = views;
        this.letters = letters;
    }

    /**
     * Makes a processor handle all events again. Deletes the rows of its views, or calls the reset handlers of its read models, and
     * deletes its dead letters, whose events are handled again.
     *
     * @throws UnableToClaimTokenException if a node has claimed a segment
     */
    public void toTail(OperatedProcessor processor) {
        transactions.executeInTransaction(() -> {
            views.deleteAll(processor.getName());
            processor.performReset();
            letters.deleteAll(processor.getName());
            store(processor.getName(), true, null);
        });
    }

    /**
     * Makes a processor continue after the events that the log has now. It never handles those that it has not read.
     *
     * @throws UnableToClaimTokenException if a node has claimed a segment
     */
    public void toHead(OperatedProcessor processor) {
        transactions.executeInTransaction(
                () -> store(processor.getName(), false, events.source().createHeadToken()));
    }

    /**
     * Makes a processor continue with the first event that is not older than a time. Events that it has handled are delivered again:
     * rows that include them do not change.
     *
     * @throws UnableToClaimTokenException if a node has claimed a segment
     */
    public void to(OperatedProcessor processor, Instant time) {
        transactions.executeInTransaction(
                () -> store(processor.getName(), false, events.source().createTokenAt(time)));
    }

    private void store(String processor, boolean isReplay, @Nullable TrackingToken position) {
        int[] segments = tokens.fetchSegments(processor);
        Arrays.stream(segments).forEach(segment -> {
            TrackingToken current = WrappedToken.unwrapLowerBound(tokens.fetchToken(processor, segment));
            TrackingToken plain = Position.of(position).token();
            tokens.storeToken(
                    isReplay && current != null ? ReplayToken.createReplayToken(current, plain) : plain,
                    processor,
                    segment);
            tokens.releaseClaim(processor, segment);
        });
    }
}
