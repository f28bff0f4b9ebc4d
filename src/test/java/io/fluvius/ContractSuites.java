package io.fluvius;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs contract suites against implementations that are broken on purpose: a suite that cannot fail is not a suite. */
public final class ContractSuites {

    private ContractSuites() {}

    /** The tests of that class that fail, by method. */
    public static Set<String> failuresOf(Class<?> suite) {
        Set<String> failures = new TreeSet<>();
        EngineTestKit.engine("junit-jupiter").selectors(selectClass(suite)).execute().testEvents().failed().stream()
                .map(ContractSuites::method)
                .forEach(failures::add);
        return failures;
    }

    private static String method(Event event) {
        return event.getTestDescriptor()
                .getSource()
                .map(MethodSource.class::cast)
                .map(MethodSource::getMethodName)
                .orElseThrow();
    }
}
