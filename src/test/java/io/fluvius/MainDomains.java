package io.fluvius;

import io.fluvius.kernel.Domain;
import io.fluvius.kernel.DomainDefinition;
import io.fluvius.kernel.Domains;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** What the main code declares, found without starting it. */
final class MainDomains {

    private MainDomains() {}

    /** What every domain is made of, by name. */
    static List<DomainDefinition> definitions() {
        List<DomainDefinition> definitions = new ArrayList<>();
        Domains collector = (Domains) Proxy.newProxyInstance(
                Domains.class.getClassLoader(), new Class<?>[] {Domains.class}, (proxy, method, arguments) -> {
                    definitions.add((DomainDefinition) arguments[0]);
                    return null;
                });
        for (Class<?> configuration : annotated(Configuration.class)) {
            Arrays.stream(configuration.getDeclaredMethods())
                    .filter(method -> method.getReturnType() == Domain.class)
                    .forEach(method -> define(configuration, method, collector));
        }
        definitions.sort(Comparator.comparing(DomainDefinition::name));
        return definitions;
    }

    /** The classes of the main code with that annotation. */
    static List<Class<?>> annotated(Class<? extends Annotation> annotation) {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(annotation));
        return scanner.findCandidateComponents("io.fluvius").stream()
                .map(MainDomains::load)
                .filter(MainDomains::isMain)
                .toList();
    }

    private static void define(Class<?> configuration, Method bean, Domains collector) {
        try {
            Constructor<?> constructor = configuration.getDeclaredConstructor();
            constructor.setAccessible(true);
            bean.setAccessible(true);
            bean.invoke(constructor.newInstance(), collector);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(configuration + " does not define its domain alone", failure);
        }
    }

    private static Class<?> load(BeanDefinition found) {
        try {
            return Class.forName(found.getBeanClassName(), false, MainDomains.class.getClassLoader());
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean isMain(Class<?> type) {
        return type.getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .equals(FluviusApplication.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation());
    }
}
