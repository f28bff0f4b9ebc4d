package io.fluvius.environment;

import io.fluvius.problem.FailureClassifier;
import io.fluvius.problem.Failures;
import java.lang.reflect.Constructor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;

/** Finds the failure classifiers of every module, without starting the application. */
public final class KnownFailures {

    private static final Failures ALL = find();

    private KnownFailures() {}

    /** Returns one instance for all tests, because the search reads every class of the main code. */
    public static Failures all() {
        return ALL;
    }

    private static Failures find() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(FailureClassifier.class));
        return new Failures(scanner.findCandidateComponents("io.fluvius").stream()
                .map(BeanDefinition::getBeanClassName)
                .map(KnownFailures::classifier)
                .toList());
    }

    private static FailureClassifier classifier(String name) {
        try {
            Constructor<?> constructor = ClassUtils.resolveClassName(name, null).getDeclaredConstructor();
            constructor.setAccessible(true);
            return (FailureClassifier) constructor.newInstance();
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("Cannot create " + name, failure);
        }
    }
}
