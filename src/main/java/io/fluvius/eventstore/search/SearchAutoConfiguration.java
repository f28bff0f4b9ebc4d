package io.fluvius.eventstore.search;

import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Configures the search in the log; each event store has its own {@link EventLookup}. */
@AutoConfiguration
class SearchAutoConfiguration {

    /** A page with a search is shown in less than 300 ms. */
    private static final Duration PATIENCE = Duration.ofMillis(150);

    @Bean
    EventSearch eventSearch(EventLookup lookup) {
        return new EventSearch(lookup, PATIENCE);
    }
}
