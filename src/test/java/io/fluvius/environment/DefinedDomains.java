package io.fluvius.environment;

import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.registry.DomainRegistry;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

/** Finds every domain that the main code defines, without starting the application. */
public final class DefinedDomains {

    private DefinedDomains() {}

    /** Returns a registry of these domains. */
    public static DomainRegistry find() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(
                (type, factory) -> type.getAnnotationMetadata().hasAnnotation(Configuration.class.getName())
                        && !type.getResource().getDescription().contains("test-classes"));
        return new DomainRegistry(scanner.findCandidateComponents("io.fluvius").stream()
                .map(BeanDefinition::getBeanClassName)
                .flatMap(name ->
                        Arrays.stream(ClassUtils.resolveClassName(name, null).getDeclaredMethods()))
                .filter(method -> method.getReturnType() == DomainDefinition.class)
                .map(DefinedDomains::define)
                .toList());
    }

    private static DomainDefinition define(Method bean) {
        try {
            Constructor<?> constructor = bean.getDeclaringClass().getDeclaredConstructor();
            constructor.setAccessible(true);
            bean.setAccessible(true);
            return (DomainDefinition) bean.invoke(constructor.newInstance());
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("Cannot define the domain of " + bean, failure);
        }
    }
}
