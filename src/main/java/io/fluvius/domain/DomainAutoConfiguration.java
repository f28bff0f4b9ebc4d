package io.fluvius.domain;

import io.fluvius.problem.FailureClassifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Configures the translation of rejections into problems. */
@AutoConfiguration
class DomainAutoConfiguration {

    @Bean
    FailureClassifier rejectionFailures() {
        return new RejectionFailures();
    }
}
