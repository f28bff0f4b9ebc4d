package io.fluvius.documentation;

import io.fluvius.FluviusApplication;
import io.fluvius.domain.DomainDefinition;
import io.fluvius.domain.registry.RegisteredDomain;
import io.fluvius.environment.DefinedDomains;
import java.lang.annotation.Annotation;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** The declarations of the main code, found without starting the application. */
public final class MainDomains {

    private MainDomains() {}

    /** Returns the types of every domain by name. */
    public static List<DomainDefinition> definitions() {
        return DefinedDomains.find().all().stream()
                .map(RegisteredDomain::definition)
                .sorted(Comparator.comparing(DomainDefinition::name))
                .toList();
    }

    /** Returns the classes of the main code with an annotation. */
    static List<Class<?>> annotated(Class<? extends Annotation> annotation) {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(annotation));
        return scanner.findCandidateComponents("io.fluvius").stream()
                .map(MainDomains::load)
                .filter(MainDomains::isMain)
                .toList();
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
