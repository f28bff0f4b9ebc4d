package io.fluvius.domain;

import io.fluvius.problem.FailureClassifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What domains contribute to the application by themselves. */
@Configuration(proxyBeanMethods = false)
class DomainConfiguration {

    @Bean
    FailureClassifier rejectionFailures() {
        return new RejectionFailures();
    }
}
