package io.fluvius.console.browser;

import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestResponse;
import io.fluvius.http.request.Json;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.openqa.selenium.chrome.ChromeDriver;

/** Base class of tests that use the console in Chromium. All of them share one browser. Tests of what scripts do run on one
 * database, because only the pages, which all open on both, depend on it. */
@ResourceLock("Chromium")
@ExtendWith(ChromiumExtension.class)
abstract class BrowserJourney extends HttpJourney {

    /** A word that no other test uses. */
    final String word = "w" + UUID.randomUUID().toString().replace("-", "");

    BrowserWindow browser;

    @BeforeEach
    void openBrowser(ChromeDriver driver) {
        browser = new BrowserWindow(driver, "http://localhost:" + port());
    }

    /** Creates a user, and returns its id when the view contains it. */
    final String shownUser(String name) {
        TestResponse created = command(
                        "create-user",
                        "{\"payload\": {\"name\": %s, \"email\": \"%s\"}}"
                                .formatted(Json.MAPPER.writeValueAsString(name), freshEmail()))
                .is(201);
        await("users", created);
        return idOf(created);
    }

    static String idOf(TestResponse created) {
        return created.json().at("/aggregate/id").stringValue();
    }

    /** Returns when a view contains the events of a command. */
    final void await(String view, TestResponse command) {
        get("/api/" + view + "?limit=1&after=" + command.json().path("position").stringValue())
                .is(200);
    }
}
