package io.fluvius.operations.audit;

import io.fluvius.access.AccessPolicy;
import io.fluvius.database.ReadOnlyDatabase;
import io.fluvius.http.openapi.OpenApiOperations;
import io.fluvius.operations.OperatorActions;
import io.fluvius.operations.OperatorPolicy;
import io.fluvius.personal.PersonalTable;
import io.fluvius.problem.Failures;
import io.fluvius.processing.NodeProperties;
import io.fluvius.query.HistoryReads;
import java.time.Clock;
import org.jooq.DSLContext;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** The actions of operators, in Java and over HTTP. */
@AutoConfiguration
class AuditAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    OperatorPolicy operatorPolicy(AccessPolicy access) {
        return new CallerPolicy(access);
    }

    @Bean
    RecordedActions operatorActions(
            DSLContext dsl,
            ReadOnlyDatabase reading,
            PlatformTransactionManager transactions,
            OperatorPolicy policy,
            Failures failures,
            NodeProperties node) {
        return new RecordedActions(
                new ActionRecords(dsl, reading, transactions), policy, failures, node.nodeId(), Clock.systemUTC());
    }

    @Bean
    PersonalTable operatorActionsOfPersons() {
        return ActionRecords.ofPersons();
    }

    @Bean
    HistoryReads recordedReads(RecordedActions actions, AccessPolicy access) {
        return new RecordedReads(actions, access);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Http {

        @Bean
        AuditController auditController(OperatorActions actions) {
            return new AuditController(actions);
        }

        @Bean
        OpenApiOperations auditOpenApi() {
            return new AuditOpenApi();
        }
    }
}
