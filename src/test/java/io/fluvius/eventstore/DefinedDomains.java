package io.fluvius.eventstore;

import io.fluvius.kernel.Domain;
import io.fluvius.kernel.DomainDefinition;
import io.fluvius.kernel.Domains;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

/** Every domain that the application defines, without starting it: a new one is found, not listed. */
public final class DefinedDomains implements Domains {

    private final List<Domain> defined = new ArrayList<>();

    DefinedDomains() {}

    /** All of them. */
    public static DefinedDomains find() {
        DefinedDomains domains = new DefinedDomains();
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(
                (type, factory) -> type.getAnnotationMetadata().hasAnnotation(Configuration.class.getName())
                        && !type.getResource().getDescription().contains("test-classes"));
        scanner.findCandidateComponents("io.fluvius").stream()
                .map(BeanDefinition::getBeanClassName)
                .flatMap(name ->
                        Arrays.stream(ClassUtils.resolveClassName(name, null).getDeclaredMethods()))
                .filter(method -> method.getReturnType() == Domain.class)
                .forEach(domains::define);
        return domains;
    }

    private void define(Method bean) {
        try {
            Constructor<?> constructor = bean.getDeclaringClass().getDeclaredConstructor();
            constructor.setAccessible(true);
            bean.setAccessible(true);
            bean.invoke(constructor.newInstance(), this);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("Cannot define the domain of " + bean, failure);
        }
    }

    @Override
    public Domain define(DomainDefinition definition) {
        Domain domain = onlyDefined(definition);
        defined.add(domain);
        return domain;
    }

    @Override
    public List<Domain> all() {
        return defined;
    }

    @Override
    public Domain named(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Domain at(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Domain owning(String commandKey) {
        throw new UnsupportedOperationException();
    }

    /** A domain that knows what it is made of, and nothing else. */
    private static Domain onlyDefined(DomainDefinition definition) {
        return (Domain) Proxy.newProxyInstance(
                Domain.class.getClassLoader(), new Class<?>[] {Domain.class}, (domain, method, arguments) -> {
                    if (method.getName().equals("definition")) {
                        return definition;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
