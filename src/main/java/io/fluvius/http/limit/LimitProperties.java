package io.fluvius.http.limit;

import java.util.stream.IntStream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much callers may ask of this node. 0 means no limit.
 *
 * @param requestsPerSecond how many requests a caller may send a second on average
 * @param burst how many of them at once, after a quiet time
 * @param streams how many streams of live changes there may be at the same time
 * @param streamsPerCaller how many of them for one caller
 * @param transfers how many batches, exports and imports there may be at the same time
 * @param transfersPerCaller how many of them for one caller
 */
@ConfigurationProperties("fluvius.http.limits")
record LimitProperties(
        @DefaultValue("0") int requestsPerSecond,
        @DefaultValue("100") int burst,
        @DefaultValue("4000") int streams,
        @DefaultValue("0") int streamsPerCaller,
        @DefaultValue("0") int transfers,
        @DefaultValue("0") int transfersPerCaller) {

    LimitProperties {
        if (IntStream.of(requestsPerSecond, streams, streamsPerCaller, transfers, transfersPerCaller)
                .anyMatch(limit -> limit < 0)) {
            throw new IllegalArgumentException("fluvius.http.limits must not be negative; 0 means no limit");
        }
        if (burst < 1) {
            throw new IllegalArgumentException("fluvius.http.limits.burst must be at least 1");
        }
    }
}
