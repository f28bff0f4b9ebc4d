package io.fluvius.processing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Extends the claims of segments on a thread of its own until it is closed, because a batch of a backlog may take longer than
 * a claim lasts.
 */
final class ClaimExtension implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimExtension.class);

    private final String processor;
    private final List<Integer> segments;
    private final TokenStore tokens;
    private final TransactionManager transactions;
    private final ScheduledExecutorService thread;

    /** @param claimTimeout the time after which another node may take over a segment whose claim was not extended */
    ClaimExtension(
            String processor,
            List<Integer> segments,
            TokenStore tokens,
            TransactionManager transactions,
            Duration claimTimeout) {
        this.processor = processor;
        this.segments = segments;
        this.tokens = tokens;
        this.transactions = transactions;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("Claims[" + processor + "]").factory());
        long interval = claimTimeout.dividedBy(3).toMillis();
        thread.scheduleWithFixedDelay(this::extend, interval, interval, TimeUnit.MILLISECONDS);
    }

    /** A claim that is lost makes the batch fail when it stores the token; nothing else has to be done here. */
    private void extend() {
        for (int segment : segments) {
            try {
                transactions.executeInTransaction(() -> tokens.extendClaim(processor, segment));
            } catch (RuntimeException failure) {
                LOG.warn("{} cannot extend its claim of segment {}: {}", processor, segment, failure.toString());
            }
        }
    }

    /** Waits until no claim is being extended. */
    @Override
    public void close() {
        thread.close();
    }
}
