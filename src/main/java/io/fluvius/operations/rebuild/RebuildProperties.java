package io.fluvius.operations.rebuild;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of rebuilds.
 *
 * @param segments the number of segments, and of threads, that apply events. Default: 1 on H2, whose connections write one
 *     after the other, and the number of processors elsewhere
 * @param batchSize the number of events that are read together. Each segment applies its part in one transaction. Default: 500
 *     on H2, where commands wait for each statement of a batch, and 2000 elsewhere
 * @param maxWait how long a request waits for what it asked for
 */
@ConfigurationProperties("fluvius.rebuild")
record RebuildProperties(
        @Nullable Integer segments,
        @Nullable Integer batchSize,
        @DefaultValue("60s") Duration maxWait) {

    int segments(boolean isH2) {
        if (segments != null) {
            return segments;
        }
        return isH2 ? 1 : Runtime.getRuntime().availableProcessors();
    }

    int batchSize(boolean isH2) {
        if (batchSize != null) {
            return batchSize;
        }
        return isH2 ? 500 : 2000;
    }
}
