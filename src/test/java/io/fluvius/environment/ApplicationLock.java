package io.fluvius.environment;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestPropertySource;

/**
 * Lets one class at a time use an application. Classes whose configuration or settings differ have other applications, and run at
 * the same time. All applications that are connected to a {@link TestAxonServer} are one, because only one can be.
 */
final class ApplicationLock implements ResourceLocksProvider {

    @Override
    public Set<Lock> provideForClass(Class<?> testClass) {
        return Set.of(new Lock(
                TestAxonServer.isUsedBy(testClass)
                        ? "PostgreSQL"
                        : application(testClass).toString()));
    }

    /** Equal for classes for which Spring caches one application; the reverse need not be true. */
    private static List<Object> application(Class<?> testClass) {
        MergedAnnotations annotations = MergedAnnotations.from(testClass, SearchStrategy.TYPE_HIERARCHY);
        MergedAnnotation<SpringBootTest> boot = annotations.get(SpringBootTest.class);
        Stream<String> more = annotations.stream(TestPropertySource.class)
                .flatMap(source -> Arrays.stream(source.getStringArray("properties")));
        return List.of(
                annotations.isPresent(OnH2.class) ? "H2" : "PostgreSQL",
                Arrays.stream(boot.getClassArray("classes"))
                        .map(Class::getName)
                        .sorted()
                        .toList(),
                Stream.concat(Arrays.stream(boot.getStringArray("properties")), more)
                        .collect(Collectors.toCollection(TreeSet::new)),
                owner(testClass));
    }

    private static String owner(Class<?> testClass) {
        TestContextAnnotationUtils.@Nullable AnnotationDescriptor<OwnApplication> own =
                TestContextAnnotationUtils.findAnnotationDescriptor(testClass, OwnApplication.class);
        return own == null ? "shared" : own.getRootDeclaringClass().getName();
    }
}
