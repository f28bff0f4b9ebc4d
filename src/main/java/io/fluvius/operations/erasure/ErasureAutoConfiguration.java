package io.fluvius.operations.erasure;

import io.fluvius.access.CurrentCaller;
import io.fluvius.domain.Commands;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.personal.PersonalKeys;
import io.fluvius.query.StateManager;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Configures what is done about erasures when the application starts. */
@AutoConfiguration
class ErasureAutoConfiguration {

    @Bean
    RepeatedErasures repeatedErasures(
            PersonalKeys keys,
            DomainRegistry domains,
            EventStore events,
            Commands commands,
            StateManager state,
            CurrentCaller caller) {
        return new RepeatedErasures(keys, domains, events, commands, state, caller);
    }
}
