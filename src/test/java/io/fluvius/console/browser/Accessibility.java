package io.fluvius.console.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.openqa.selenium.chrome.ChromeDriver;

/** Looks for what hinders people with disabilities, with axe-core. */
final class Accessibility {

    private static final String AXE = script();

    private Accessibility() {}

    private static String script() {
        try (InputStream file = Objects.requireNonNull(Accessibility.class.getResourceAsStream("/axe.min.js"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The serious and critical findings in the page. */
    @SuppressWarnings("unchecked")
    static List<String> barriers(ChromeDriver driver) {
        driver.executeScript("if (typeof axe === 'undefined') { " + AXE + " window.axe = axe; }");
        return (List<String>) Objects.requireNonNull(driver.executeAsyncScript("""
                const done = arguments[0];
                axe.run(document, {resultTypes: ['violations']}).then(
                    result => done(result.violations
                        .filter(it => it.impact === 'serious' || it.impact === 'critical')
                        .flatMap(it => it.nodes.map(node => it.id + ': ' + node.html + ' ' + node.failureSummary))),
                    failure => done(['axe failed: ' + failure]));
                """));
    }
}
