package io.fluvius.problem;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Collects the failure classifiers of all modules. */
@AutoConfiguration
class ProblemAutoConfiguration {

    @Bean
    Failures failures(ObjectProvider<FailureClassifier> classifiers) {
        return new Failures(classifiers.stream().toList());
    }
}
