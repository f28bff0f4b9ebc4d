package io.fluvius.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.OnH2;
import io.fluvius.http.TestResponse;
import io.fluvius.security.WithKeys;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.chrome.ChromeDriver;

/** The scripts of the console for people who have signed in. */
@ResourceLock("Chromium")
@ExtendWith(ChromiumExtension.class)
@OnH2
class SignedInIT extends WithKeys {

    private static final String END = "fluvius-session-end";

    private BrowserWindow browser;

    @BeforeEach
    void openBrowser(ChromeDriver driver) {
        browser = new BrowserWindow(driver, "http://localhost:" + port());
        browser.command("Network.clearBrowserCookies", Map.of());
    }

    private void signIn(String key) {
        browser.open("/console/login").enter("key", key).press("Sign in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "operator", "editor", "auditor", "machine"})
    void no_page_has_an_error_or_a_barrier_for_a_role(String role) {
        String owner = key("owner");
        TestResponse user =
                command(owner, "create-user", user("Ann", freshEmail())).is(201);
        get(owner, "/api/users?limit=1&after=" + user.json().path("position").asString())
                .is(200);
        browser.open("/console/login");
        assertThat(browser.barriers()).isEmpty();
        signIn(key(role));
        List<String> pages = role.equals("operator")
                ? List.of("/console", "/console/processors/user-directory", "/console/dead-letters")
                : List.of(
                        "/console",
                        "/console/views/users?limit=5",
                        "/console/views/users/"
                                + user.json().at("/aggregate/id").asString());
        for (String page : pages) {
            browser.open(page);
            assertThat(browser.status()).as(page).isEqualTo(200);
            assertThat(browser.barriers()).as(page).isEmpty();
            assertThat(browser.overflow()).as(page).isEmpty();
        }
        if (role.equals("owner")) {
            assertThat(browser.open("/console/keys").barriers()).isEmpty();
        }
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void the_end_of_a_session_is_announced_and_put_off() {
        signIn(key("auditor"));
        browser.evaluate("localStorage.setItem(arguments[0], Date.now() + 60000)", END);
        browser.awaits(() -> assertThat(browser.text()).contains("Your session ends at"));
        browser.touch("Stay signed in");
        browser.awaits(() -> assertThat(browser.text()).doesNotContain("Your session ends at"));
    }

    @Test
    void the_end_of_the_life_of_a_session_is_announced_and_cannot_be_put_off() {
        signIn(key("auditor"));
        // before the scripts of the page run
        Map<String, Object> shortLife = browser.command(
                "Page.addScriptToEvaluateOnNewDocument",
                Map.of(
                        "source",
                        "document.addEventListener('readystatechange',"
                                + " () => document.getElementById('session').dataset.left = 60, {once: true})"));
        try {
            browser.open("/console");
            browser.awaits(() -> assertThat(browser.text()).contains("Your session ends at"));
            assertThat(browser.text()).doesNotContain("Stay signed in").contains("Sign in");
        } finally {
            browser.command("Page.removeScriptToEvaluateOnNewDocument", shortLife);
        }
    }

    @Test
    void a_form_that_was_filled_in_is_sent_after_its_session_has_ended() {
        String editor = key("editor");
        signIn(editor);
        String email = UUID.randomUUID() + "@example.com";
        String form = browser.open("/console/commands/create-user")
                .enter("payload.name", "Ann")
                .enter("payload.email", email)
                .name();
        browser.command("Network.clearBrowserCookies", Map.of());
        browser.evaluate("localStorage.setItem(arguments[0], Date.now())", END);
        browser.awaits(() -> assertThat(browser.text()).contains("Your session has ended."));

        browser.openTab("/console/login");
        browser.enter("key", editor).press("Sign in");
        browser.show(form);
        browser.awaits(() -> assertThat(browser.text()).doesNotContain("Your session has ended."));
        browser.press("Create user");
        assertThat(browser.text()).contains(email);
    }

    @Test
    void a_page_that_loads_itself_again_stays_when_its_session_has_ended() {
        signIn(key("owner"));
        browser.open("/console/processors/user-directory");
        browser.command("Network.clearBrowserCookies", Map.of());
        browser.evaluate(
                "htmx.ajax('GET', location.pathname," + " {target: '#state', select: '#state', swap: 'outerHTML'})");
        browser.awaits(() -> assertThat(browser.text()).contains("Your session has ended."));
        assertThat(browser.has("#state")).isTrue();
    }
}
