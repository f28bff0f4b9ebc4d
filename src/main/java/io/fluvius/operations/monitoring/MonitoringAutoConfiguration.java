package io.fluvius.operations.monitoring;

import io.fluvius.domain.Position;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.processing.ProcessorSurvey;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Health, information and gauges of this node, which Spring Boot's actuator offers. */
@AutoConfiguration
@EnableConfigurationProperties(HealthProperties.class)
class MonitoringAutoConfiguration {

    @Bean
    Sampler monitoringSampler(
            ProcessorSurvey survey, DSLContext dsl, Flyway flyway, ObjectProvider<ProcessorMeters> meters) {
        String history = flyway.getConfiguration().getTable();
        return new Sampler(() -> {
            Position head = survey.head();
            Sample sample = new Sample(schemaVersion(dsl, history), head, survey.processors(head));
            meters.ifAvailable(it -> it.registerSegments(sample));
            return sample;
        });
    }

    /** The version that the latest migration has made; null when it has none. */
    private static @Nullable String schemaVersion(DSLContext dsl, String history) {
        return dsl.select(DSL.field(DSL.name("version"), SQLDataType.VARCHAR))
                .from(DSL.table(DSL.name(history)))
                .where(DSL.field(DSL.name("success"), SQLDataType.BOOLEAN).isTrue())
                .orderBy(DSL.field(DSL.name("installed_rank")).desc())
                .limit(1)
                .fetchOne(0, String.class);
    }

    @Bean
    ProcessorMeters processorMeters(
            ObjectProvider<MeterRegistry> meters, ObjectProvider<Sampler> sampler, ProcessorSurvey survey) {
        return new ProcessorMeters(meters.getIfAvailable(SimpleMeterRegistry::new), sampler.getObject(), survey);
    }

    @Bean
    HealthIndicator storeHealthIndicator(Sampler sampler) {
        return new StoreHealth(sampler);
    }

    @Bean
    HealthIndicator processorsHealthIndicator(Sampler sampler, HealthProperties properties, ProcessorSurvey survey) {
        return new ProcessorHealth(sampler, properties.maxLag(), survey.claimTimeout());
    }

    @Bean
    InfoContributor applicationInfo(
            @Value("${fluvius.version:}") String version,
            @Value("${axon.axonserver.enabled:false}") boolean inAxonServer,
            DSLContext dsl,
            DomainRegistry domains,
            ProcessorSurvey survey) {
        SQLDialect dialect = dsl.family();
        String state = dialect == SQLDialect.POSTGRES ? "PostgreSQL" : dialect.getName();
        return new ApplicationInfo(
                version,
                Map.of("events", inAxonServer ? "Axon Server" : state, "state", state),
                domains.all().stream().map(RegisteredDomain::name).toList(),
                survey.node());
    }
}
