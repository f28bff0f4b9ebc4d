package io.fluvius.environment;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Tests that need the events in the database. A class never runs on Axon Server; a method of a class that does is skipped
 * there.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EventsInDatabase.Condition.class)
public @interface EventsInDatabase {

    /** The reason. */
    String value();

    /** Skips methods on Axon Server. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getTestMethod()
                    .filter(method -> TestAxonServer.isUsedBy(context.getRequiredTestClass()))
                    .flatMap(method -> AnnotationSupport.findAnnotation(method, EventsInDatabase.class))
                    .map(marked -> ConditionEvaluationResult.disabled(marked.value()))
                    .orElse(ConditionEvaluationResult.enabled("the events are where the test needs them"));
        }
    }
}
