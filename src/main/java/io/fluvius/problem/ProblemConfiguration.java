package io.fluvius.problem;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Collects what every layer knows about its exceptions. */
@Configuration(proxyBeanMethods = false)
class ProblemConfiguration {

    @Bean
    Failures failures(ObjectProvider<FailureClassifier> classifiers) {
        return new Failures(classifiers.stream().toList());
    }
}
