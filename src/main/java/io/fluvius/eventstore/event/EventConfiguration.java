package io.fluvius.eventstore.event;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.text.StoredJson;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3SerializerCustomizer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How events are named and serialized. */
@Configuration(proxyBeanMethods = false)
class EventConfiguration {

    @Bean
    EventNames eventNames(DomainRegistry domains) {
        return new EventNames(domains);
    }

    @Bean
    @Qualifier("eventSerializer") Serializer eventSerializer(EventNames names) {
        return new EventSerializer(names);
    }

    @Bean
    Jackson3SerializerCustomizer storedJson() {
        return StoredJson::customize;
    }
}
