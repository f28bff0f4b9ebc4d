package io.fluvius.http.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;

/**
 * How often each caller may do something on this node: a number a second on average, and a number at once. Callers that are quiet
 * for long enough are forgotten, because nothing is counted against them any more. Safe for use by many threads.
 */
public final class RateLimit {

    /** Bounds the memory, about 200 bytes for each caller. With more callers, those seen least may do more than the limit. */
    private static final int MAX_CALLERS = 100_000;

    private final LoadingCache<String, Bucket> buckets;

    /**
     * Creates a limit.
     *
     * @param perSecond how often on average, at least 1
     * @param atOnce how often without a pause after a quiet time, at least 1
     */
    public RateLimit(int perSecond, int atOnce) {
        this(perSecond, atOnce, System::nanoTime);
    }

    RateLimit(int perSecond, int atOnce, Ticker time) {
        Duration untilFull = Duration.ofSeconds(1 + atOnce / perSecond);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_CALLERS)
                .expireAfterAccess(untilFull)
                .ticker(time)
                .build(caller -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(atOnce).refillGreedy(perSecond, Duration.ofSeconds(1)))
                        .withCustomTimePrecision(new Nanoseconds(time))
                        .build());
    }

    /** Counts one time. Returns empty if it is within the limit, and else after which time the caller may try again. */
    public Optional<Duration> count(String caller) {
        ConsumptionProbe probe = buckets.get(caller).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** The clock of the buckets. */
    private record Nanoseconds(Ticker time) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return time.read();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
