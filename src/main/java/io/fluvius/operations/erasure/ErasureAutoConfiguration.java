package io.fluvius.operations.erasure;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.CurrentCaller;
import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.domain.Commands;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.http.openapi.OpenApiOperations;
import io.fluvius.http.request.ShownJson;
import io.fluvius.personal.PersonalKeys;
import io.fluvius.personal.PersonalTable;
import io.fluvius.query.StateManager;
import java.util.Comparator;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures what is done about erasures when the application starts, and what is said about persons over HTTP. */
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

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Http {

        @Bean
        KeptData keptData(
                DomainRegistry domains,
                StateManager state,
                EventStore events,
                ReadOnlyDatabase database,
                ObjectProvider<PersonalTable> tables,
                AccessPolicy access,
                ShownJson shown) {
            return new KeptData(
                    domains,
                    state,
                    events,
                    database,
                    tables.stream()
                            .sorted(Comparator.comparing(PersonalTable::name))
                            .toList(),
                    access,
                    shown);
        }

        @Bean
        PersonController personController(
                DomainRegistry domains, KeptData kept, StateManager state, PersonalKeys keys, CurrentCaller caller) {
            return new PersonController(domains, kept, state, keys, caller);
        }

        @Bean
        OpenApiOperations personOpenApi(DomainRegistry domains) {
            return new PersonOpenApi(domains);
        }
    }
}
