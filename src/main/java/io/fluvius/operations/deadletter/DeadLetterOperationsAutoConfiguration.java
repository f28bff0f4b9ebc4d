package io.fluvius.operations.deadletter;

import io.fluvius.access.AccessPolicy;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.eventstore.event.EventNames;
import io.fluvius.http.openapi.OpenApiOperations;
import io.fluvius.http.request.ShownJson;
import io.fluvius.operations.DeadLetterOffice;
import io.fluvius.operations.DeadLetterTests;
import io.fluvius.operations.OperatorActions;
import io.fluvius.personal.PersonalKeys;
import io.fluvius.problem.Failures;
import io.fluvius.processing.ProcessorKinds;
import io.fluvius.processing.deadletter.DeadLetterStore;
import io.fluvius.processing.deadletter.LetterRetry;
import io.fluvius.query.StateManager;
import java.time.Clock;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Operations on dead letters, in Java and over HTTP. */
@AutoConfiguration
class DeadLetterOperationsAutoConfiguration {

    @Bean
    DeadLetterOffice deadLetterOffice(
            DeadLetterStore letters,
            LetterRetry retry,
            ProcessorKinds processors,
            DomainRegistry domains,
            EventNames names,
            AccessPolicy access,
            Failures failures,
            PersonalKeys personal,
            OperatorActions actions) {
        return new StoredDeadLetters(
                letters,
                retry,
                processors,
                domains,
                new ShownPayloads(names, new ShownJson(access, personal)),
                failures,
                actions,
                Clock.systemUTC());
    }

    @Bean
    DeadLetterTests deadLetterTests(
            StateManager state, ProcessorKinds processors, AccessPolicy access, ListableBeanFactory beans) {
        return new HistoryTests(state, processors, access, beans);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Http {

        @Bean
        DeadLetterController deadLetterController(DeadLetterOffice letters) {
            return new DeadLetterController(letters, Clock.systemUTC());
        }

        @Bean
        OpenApiOperations deadLetterOpenApi() {
            return new DeadLetterOpenApi();
        }
    }
}
