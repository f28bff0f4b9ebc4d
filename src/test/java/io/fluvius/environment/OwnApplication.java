package io.fluvius.environment;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactories;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.TestExecutionListeners.MergeMode;

/**
 * Boots an application and a database for one test class and its nested classes, and closes the application after them.
 * Without it, {@link OnH2} and {@link OnPostgres} share an application between all classes with the same settings.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ContextCustomizerFactories(OwnApplication.Factory.class)
@TestExecutionListeners(listeners = OwnApplication.Closing.class, mergeMode = MergeMode.MERGE_WITH_DEFAULTS)
public @interface OwnApplication {

    /** Why these tests cannot share an application: what they need of it, or what they do to it. */
    String value();

    /** Makes the settings of the class differ from those of every other class. */
    final class Factory implements ContextCustomizerFactory {

        @Override
        public @Nullable ContextCustomizer createContextCustomizer(
                Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
            var marked = TestContextAnnotationUtils.findAnnotationDescriptor(testClass, OwnApplication.class);
            return marked == null ? null : new Owner(marked.getRootDeclaringClass());
        }
    }

    /**
     * A part of the key under which Spring caches the application. It changes nothing in the application.
     *
     * @param declaring the class that carries the annotation, which is the same for a class and its nested classes
     */
    record Owner(Class<?> declaring) implements ContextCustomizer {

        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
            // equality is all that the cache needs
        }
    }

    /** Closes the application after the outermost class, unlike {@code @DirtiesContext} not after each nested class. */
    final class Closing implements TestExecutionListener {

        @Override
        public void afterTestClass(TestContext context) {
            if (MergedAnnotations.from(context.getTestClass(), SearchStrategy.TYPE_HIERARCHY)
                    .isPresent(OwnApplication.class)) {
                context.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
            }
        }
    }
}
