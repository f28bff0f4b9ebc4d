package io.fluvius.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ShrinkingMode;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/**
 * Runs contract suites and properties as part of a test: against implementations with a deliberate bug, to prove that the
 * suites can fail, or at the same time as other classes, which the engine of jqwik alone cannot do.
 */
public final class ContractSuites {

    private ContractSuites() {}

    /** Returns the names of the test methods of a class that fail. */
    public static Set<String> failuresOf(Class<?> suite) {
        return failures("junit-jupiter", suite, ShrinkingMode.OFF).keySet();
    }

    /** Returns the properties of a class that fail, by method, each with the message about the first sample that falsifies it. */
    public static Map<String, String> falsifiedBy(Class<?> suite) {
        return failures("jqwik", suite, ShrinkingMode.OFF);
    }

    /** Returns the properties of a class that fail, by method, each with the message about the simplest sample that falsifies it. */
    public static Map<String, String> simplestFalsifiedBy(Class<?> suite) {
        return failures("jqwik", suite, ShrinkingMode.BOUNDED);
    }

    private static Map<String, String> failures(String engine, Class<?> suite, ShrinkingMode shrinking) {
        Events tests = EngineTestKit.engine(engine)
                // the test that expects the failures reports them, not the log of the build
                .configurationParameter("jqwik.reporting.usejunitplatform", "true")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .configurationParameter("jqwik.database", "target/jqwik-database")
                .configurationParameter("jqwik.shrinking.default", shrinking.name())
                .selectors(selectClass(suite))
                .execute()
                .testEvents();
        assertThat(tests.finished().count()).as("tests of %s", suite).isPositive();
        Map<String, String> failures = new TreeMap<>();
        tests.failed().stream().forEach(event -> failures.put(method(event), message(event)));
        return failures;
    }

    private static String method(Event event) {
        return event.getTestDescriptor()
                .getSource()
                .map(MethodSource.class::cast)
                .map(MethodSource::getMethodName)
                .orElseThrow();
    }

    private static String message(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .map(String::valueOf)
                .orElse("");
    }
}
