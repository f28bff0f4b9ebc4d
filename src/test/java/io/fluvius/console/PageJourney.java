package io.fluvius.console;

import io.fluvius.http.HttpJourney;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Base class of tests of pages without scripts: each test has a browser of its own. */
public abstract class PageJourney extends HttpJourney {

    protected Browser browser;

    @BeforeEach
    void openBrowser() {
        browser = new Browser(port());
    }

    @AfterEach
    void closeBrowser() {
        browser.close();
    }
}
