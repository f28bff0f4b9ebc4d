package io.fluvius.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.Asvs;
import io.fluvius.environment.OnH2;
import org.junit.jupiter.api.Test;

/** The page to try the API works under its Content-Security-Policy, which allows no script and no style in a page. */
@OnH2
class SwaggerUiIT extends BrowserJourney {

    @Test
    @Asvs("V3.4.3")
    void an_operation_is_tried_and_the_browser_refuses_nothing() {
        browser.open("/swagger-ui.html");
        browser.awaits(() -> assertThat(browser.texts(".opblock-summary-path")).anyMatch(it -> it.contains("meta")));

        browser.mark("#operations-meta-meta button.opblock-summary-control");
        browser.touch("Try it out");
        browser.touch("Execute");

        browser.awaits(() -> assertThat(browser.texts(".live-responses-table .response-col_status"))
                .anyMatch(status -> status.startsWith("200")));
        assertThat(browser.errors()).isEmpty();
    }
}
