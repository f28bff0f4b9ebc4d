package io.fluvius.query.parser;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.query.QueryManager;
import io.fluvius.query.cursor.Cursors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Parses the queries of all domains. */
@Configuration(proxyBeanMethods = false)
class ParserConfiguration {

    @Bean
    QueryManager queryManager(DomainRegistry domains, Cursors cursors) {
        return new DomainQueryManager(domains, cursors);
    }
}
