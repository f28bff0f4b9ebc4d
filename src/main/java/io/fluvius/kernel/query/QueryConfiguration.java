package io.fluvius.kernel.query;

import io.fluvius.kernel.Domains;
import io.fluvius.kernel.QueryManager;
import io.fluvius.kernel.StateManager;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The read side's way from a caller to the query gateway. */
@Configuration(proxyBeanMethods = false)
class QueryConfiguration {

    @Bean
    QueryManager queryManager(Domains domains) {
        return new DomainQueryManager(domains);
    }

    @Bean
    StateManager stateManager(Domains domains, QueryManager queries, QueryGateway gateway) {
        return new GatewayStateManager(new Views(domains), queries, gateway);
    }
}
