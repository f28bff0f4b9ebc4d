package io.fluvius.progress;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Signals between those who write and those who wait. */
@AutoConfiguration
class ProgressAutoConfiguration {

    /** Raised when events were appended and are durable. */
    @Bean
    static Signal appended() {
        return new Signal();
    }

    /** Raised when a projection has written a batch and that is durable. */
    @Bean
    static Signal projected() {
        return new Signal();
    }

    @Bean
    Freshness freshness(Projections projections, Progress progress, @Qualifier("projected") Signal projected) {
        return new Freshness(projections, progress, projected);
    }
}
