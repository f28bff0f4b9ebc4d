package io.fluvius.progress;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Configures the signals between writers and readers, and the waiting for positions. */
@AutoConfiguration
class ProgressAutoConfiguration {

    /** Raised when appended events are durable. */
    @Bean
    static Signal appended() {
        return new Signal();
    }

    /** Raised when a projection has committed a batch. */
    @Bean
    static Signal projected() {
        return new Signal();
    }

    @Bean
    Freshness freshness(Projections projections, Progress progress, @Qualifier("projected") Signal projected) {
        return new Freshness(projections, progress, projected);
    }
}
