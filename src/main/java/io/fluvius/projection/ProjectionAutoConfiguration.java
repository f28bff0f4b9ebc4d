package io.fluvius.projection;

import io.fluvius.access.CurrentCaller;
import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.problem.Failures;
import io.fluvius.progress.Progress;
import io.fluvius.progress.Projections;
import io.fluvius.progress.Signal;
import javax.sql.DataSource;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Read models and the queries about them. */
@AutoConfiguration
class ProjectionAutoConfiguration {

    @Bean
    ViewTables viewTables(DomainRegistry domains, CurrentCaller caller) {
        return new ViewTables(domains.views().stream().map(RegisteredView::type).toList(), caller.hasTenants());
    }

    @Bean
    @DependsOnDatabaseInitialization
    TenantColumns tenantColumns(
            CurrentCaller caller, DSLContext dsl, ViewTables tables, PlatformTransactionManager transactions) {
        return new TenantColumns(caller.hasTenants(), dsl, tables, new TransactionTemplate(transactions));
    }

    @Bean
    @DependsOn("tenantColumns")
    TableCheck tableCheck(DSLContext dsl, ViewTables tables) {
        return new TableCheck(dsl, tables);
    }

    @Bean
    StateQueries stateQueries(
            ReadOnlyDatabase database, ViewTables tables, Projections projections, Progress progress, TableGate gate) {
        return new StateQueries(database, tables, projections, progress, gate);
    }

    @Bean
    static TableGate tableGate() {
        return new TableGate();
    }

    @Bean
    RebuildRecords rebuildRecords(DSLContext dsl) {
        return new RebuildRecords(dsl);
    }

    @Bean
    @DependsOnDatabaseInitialization
    ViewGenerations viewGenerations(DSLContext dsl, ViewTables tables, RebuildRecords records) {
        return new ViewGenerations(dsl, tables, records);
    }

    @Bean
    SecondTables secondTables(
            DSLContext dsl,
            DataSource database,
            ViewTables tables,
            ProjectionBeans projections,
            DeadLetters deadLetters,
            Failures failures,
            TableGate gate,
            RebuildRecords records) {
        return new StoredSecondTables(dsl, database, tables, projections, deadLetters, failures, gate, records);
    }

    @Bean
    ProjectionBeans projections(ApplicationContext beans, ObjectProvider<org.axonframework.config.Configuration> axon) {
        return new ProjectionBeans(() -> beans.getBeansWithAnnotation(ProcessingGroup.class).values().stream()
                .map(bean -> new ProjectionBean(
                        bean,
                        axon.getObject().parameterResolverFactory(),
                        axon.getObject().handlerDefinition(bean.getClass())))
                .toList());
    }

    @Bean
    EventApplier eventApplier(ProjectionBeans projections, DSLContext dsl, ViewTables tables, TableGate gate) {
        return new EventApplier(projections, dsl, tables, gate);
    }

    @Bean
    ViewContents viewContents(ProjectionBeans projections, ViewTables tables, DSLContext dsl) {
        return new ViewContents(projections, tables, dsl);
    }

    @Bean
    TimeTravelQueries timeTravelQueries(DomainRegistry domains, EventStore events, Projections projections) {
        return new TimeTravelQueries(domains, events, projections);
    }

    @Bean
    static ReadModelResolver readModels(
            ObjectProvider<ViewTables> tables,
            ObjectProvider<DSLContext> dsl,
            ObjectProvider<DeadLetters> deadLetters,
            ObjectProvider<Failures> failures,
            TableGate gate,
            @Qualifier("projected") Signal projected) {
        return new ReadModelResolver(
                tables::getObject,
                group -> new ProjectionBatch(
                        group,
                        dsl.getObject(),
                        deadLetters.getObject(),
                        failures.getObject(),
                        table -> tables.getObject().of(table.type().resource()),
                        gate),
                projected);
    }
}
