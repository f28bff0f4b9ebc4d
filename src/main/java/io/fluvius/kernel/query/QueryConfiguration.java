package io.fluvius.kernel.query;

import io.fluvius.kernel.Domains;
import io.fluvius.kernel.QueryManager;
import io.fluvius.kernel.StateManager;
import java.nio.file.Path;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The read side's way from a caller to the query gateway. */
@Configuration(proxyBeanMethods = false)
class QueryConfiguration {

    @Bean
    Cursors cursors(CursorProperties properties, @Value("${fluvius.data-dir}") String dataFolder) {
        return new Cursors(CursorKey.of(properties.cursorKey(), Path.of(dataFolder)));
    }

    @Bean
    QueryManager queryManager(Domains domains, Cursors cursors) {
        return new DomainQueryManager(domains, cursors);
    }

    @Bean
    StateManager stateManager(Domains domains, QueryManager queries, QueryGateway gateway, Cursors cursors) {
        return new GatewayStateManager(new Views(domains), queries, gateway, new Pages(cursors));
    }
}
