package io.fluvius.environment;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Closes the application after the class that booted it, so that the next one gets its own; unlike
 * {@code @DirtiesContext} not after each nested class.
 */
final class ClosingAfterClass implements TestExecutionListener {

    @Override
    public void afterTestClass(TestContext context) {
        if (MergedAnnotations.from(context.getTestClass(), SearchStrategy.TYPE_HIERARCHY)
                .isPresent(SpringBootTest.class)) {
            context.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
        }
    }
}
