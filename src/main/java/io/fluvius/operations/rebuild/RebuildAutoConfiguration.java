package io.fluvius.operations.rebuild;

import io.fluvius.access.AccessPolicy;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.http.openapi.OpenApiOperations;
import io.fluvius.http.request.ShownJson;
import io.fluvius.operations.OperatorActions;
import io.fluvius.operations.Rebuild;
import io.fluvius.personal.PersonalKeys;
import io.fluvius.problem.Failures;
import io.fluvius.processing.GroupReplays;
import io.fluvius.progress.Projections;
import io.fluvius.progress.Signal;
import io.fluvius.projection.RebuildRecords;
import io.fluvius.projection.RebuildTraces;
import io.fluvius.projection.SecondTables;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Rebuilds of views. */
@AutoConfiguration
@EnableConfigurationProperties(RebuildProperties.class)
class RebuildAutoConfiguration {

    @Bean
    RebuildRuns rebuildRuns(
            RebuildRecords records,
            SecondTables tables,
            GroupReplays replays,
            RebuildTraces traces,
            DSLContext dsl,
            @Qualifier("appended") Signal appended,
            Failures failures,
            RebuildProperties properties) {
        boolean isH2 = dsl.dialect().family() == SQLDialect.H2;
        return new RebuildRuns(
                new RebuildRun.Parts(
                        records,
                        tables,
                        replays,
                        traces,
                        dsl,
                        appended,
                        failures,
                        properties.segments(isH2),
                        properties.batchSize(isH2)),
                replays.claimTimeout());
    }

    @Bean
    RebuildManager rebuilds(
            DomainRegistry domains,
            AccessPolicy access,
            Projections projections,
            RebuildRecords records,
            SecondTables tables,
            GroupReplays replays,
            RebuildRuns runs,
            PersonalKeys personal,
            OperatorActions actions,
            RebuildProperties properties) {
        return new RebuildManager(
                domains,
                new ShownJson(access, personal),
                projections,
                records,
                tables,
                replays,
                runs,
                actions,
                properties.maxWait());
    }

    /** The part of the events that the second table of each view includes; not a number without a rebuild. */
    @Bean
    SmartInitializingSingleton rebuildGauges(
            DomainRegistry domains, RebuildManager rebuilds, ObjectProvider<MeterRegistry> registry) {
        return () -> registry.ifAvailable(meters -> domains.views()
                .forEach(view -> Gauge.builder(
                                "fluvius.rebuild.progress",
                                rebuilds,
                                it -> it.latest(view)
                                        .filter(rebuild -> !rebuild.isEnded())
                                        .map(Rebuild::progress)
                                        .orElse(Double.NaN))
                        .description("The part of the events that the rebuild of a view has processed, from 0 to 1")
                        .tag("view", view.resource())
                        .register(meters)));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @Import(RebuildController.class)
    static class Http {

        @Bean
        OpenApiOperations rebuildOperations() {
            return new RebuildOperations();
        }
    }
}
