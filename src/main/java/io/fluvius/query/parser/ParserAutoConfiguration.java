package io.fluvius.query.parser;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.query.QueryManager;
import io.fluvius.query.cursor.Cursors;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Configures the query manager of all domains. */
@AutoConfiguration
class ParserAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    QueryManager queryManager(DomainRegistry domains, Cursors cursors) {
        return new DomainQueryManager(domains, cursors);
    }
}
