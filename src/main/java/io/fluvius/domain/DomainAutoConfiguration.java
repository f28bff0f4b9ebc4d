package io.fluvius.domain;

import io.fluvius.problem.FailureClassifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** What domains contribute to the application by themselves. */
@AutoConfiguration
class DomainAutoConfiguration {

    @Bean
    FailureClassifier rejectionFailures() {
        return new RejectionFailures();
    }
}
