package io.fluvius.eventstore.log;

import io.fluvius.domain.DomainDefinition;
import io.fluvius.eventstore.unique.CollectedValues;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Configures the import of logs; each event store has its own {@link EventDestination}. */
@AutoConfiguration
class LogAutoConfiguration {

    @Bean
    ImportGate importGate() {
        return new ImportGate();
    }

    @Bean
    LogImport logImport(
            DataSource dataSource,
            DSLContext dsl,
            ObjectProvider<DomainDefinition> definitions,
            ImportGate gate,
            EventDestination events,
            @Value("${fluvius.tenants.enabled:false}") boolean hasTenants) {
        return new LogImport(
                dataSource,
                dsl.dialect().family(),
                CollectedValues.forms(definitions.stream()),
                gate,
                events,
                hasTenants);
    }
}
