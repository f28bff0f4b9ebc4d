package io.fluvius.eventstore.event;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.text.StoredJson;
import io.fluvius.personal.PersonalKeys;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Names and serializes events. */
@AutoConfiguration(before = AxonAutoConfiguration.class)
class EventAutoConfiguration {

    @Bean
    EventNames eventNames(DomainRegistry domains) {
        return new EventNames(domains);
    }

    @Bean
    PersonalEvents personalEvents(DomainRegistry domains, PersonalKeys keys) {
        return new PersonalEvents(domains.all(), keys);
    }

    @Bean
    PersonalMessages personalMessages(PersonalEvents events, @Qualifier("eventSerializer") Serializer eventSerializer) {
        return new PersonalMessages(events, eventSerializer);
    }

    @Bean
    @ConditionalOnMissingBean(name = "eventSerializer")
    @Qualifier("eventSerializer") Serializer eventSerializer(EventNames names) {
        return new EventSerializer(names);
    }

    @Bean
    SmartInitializingSingleton eventFamilyCheck(EventStore store, EventNames names, PersonalEvents personal) {
        return () -> store.registerDispatchInterceptor(new EventFamilyCheck(names, personal));
    }

    /** An upcaster of Axon may read any revision, so then nothing can be said before events are read. */
    @Bean
    SmartInitializingSingleton upcasterCheck(DomainRegistry domains, ObjectProvider<EventUpcaster> upcasters) {
        return () -> {
            if (upcasters.stream().findAny().isEmpty()) {
                domains.all().forEach(domain -> domain.evolution().requireWhole());
            }
        };
    }

    @Bean
    Jackson3SerializerCustomizer storedJson() {
        return StoredJson::customize;
    }
}
