package io.fluvius.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.Asvs;
import io.fluvius.environment.OnH2;
import io.fluvius.http.TestResponse;
import io.fluvius.security.ApiKeys;
import io.fluvius.security.WithKeys;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Sessions of people who sign in to the console with API keys. */
@OnH2
class SessionsIT extends WithKeys {

    private static final String COOKIE = "fluvius-session";

    private Browser browser;

    @BeforeEach
    void openBrowser() {
        browser = new Browser(port());
    }

    @AfterEach
    void closeBrowser() {
        browser.close();
    }

    private static Browser signIn(Browser browser, String key) {
        return browser.open("/console/login").enter("key", key).press("Sign in");
    }

    private TestResponse open(@Nullable String session) {
        return request("GET", "/console/events")
                .header("Accept", "text/html")
                .header("Cookie", COOKIE + "=" + session)
                .exchange();
    }

    @Test
    @Asvs({"V7.2.1", "V7.2.2", "V7.2.3"})
    void each_session_has_a_random_id_of_128_bits_which_is_not_the_key() {
        String key = key("auditor");
        Supplier<String> session = () -> {
            try (Browser other = new Browser(port())) {
                return String.valueOf(signIn(other, key).cookie(COOKIE));
            }
        };

        List<String> ids = Stream.generate(session).limit(3).toList();

        assertThat(ids)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9A-F]{32}"))
                .noneMatch(key::contains);
        assertThat(ids).allSatisfy(id -> open(id).is(200));
        open("0".repeat(32)).is(302);
    }

    @Test
    @Asvs("V7.2.4")
    void a_session_has_another_id_after_a_sign_in() {
        browser.open("/console/events");
        String before = browser.cookie(COOKIE);
        String signedIn = signIn(browser, key("auditor")).cookie(COOKIE);
        String again = signIn(browser, key("auditor")).cookie(COOKIE);

        assertThat(List.of(String.valueOf(before), String.valueOf(signedIn), String.valueOf(again)))
                .doesNotHaveDuplicates();
        open(before).is(302);
        open(signedIn).is(302);
        open(again).is(200);
    }

    @Test
    @Asvs("V7.4.1")
    void a_session_that_was_ended_is_refused_by_the_server() {
        signIn(browser, key("auditor"));
        String session = browser.cookie(COOKIE);
        open(session).is(200);

        browser.press("Sign out");

        open(session).is(302);
    }

    @Test
    void the_audit_shows_who_has_signed_in_and_out() {
        ApiKeys.Created ann = create(Set.of("auditor"), Set.of(), null);
        signIn(browser, ann.text()).press("Sign out");

        JsonNode actions = get(
                        key("auditor"),
                        "/api/operations/audit?actor=key:" + ann.key().name())
                .is(200)
                .json()
                .path("data");

        assertThat(actions.valueStream().map(it -> it.path("action").asString()))
                .containsExactly("sign-out", "sign-in");
        assertThat(actions.get(1).path("details").path("with").asString()).isEqualTo("API key");
        assertThat(actions.valueStream()).allSatisfy(it -> {
            assertThat(it.path("target").asString()).isEqualTo("console");
            assertThat(it.path("outcome").asString()).isEqualTo("done");
            assertThat(it.toString()).doesNotContain(ann.text());
        });
    }

    @Test
    @Asvs({"V7.3.1", "V7.3.2"})
    void a_page_says_when_its_session_ends_without_a_request_and_in_any_case() {
        signIn(browser, key("auditor"));

        assertThat(browser.attributes("#session", "data-idle")).containsExactly("1800");
        assertThat(browser.attributes("#session", "data-left"))
                .singleElement()
                .extracting(Integer::valueOf)
                .satisfies(left -> assertThat(left).isBetween(43_000, 43_200));
        JsonNode kept = request("GET", "/console/session")
                .header("Cookie", COOKIE + "=" + browser.cookie(COOKIE))
                .exchange()
                .is(200)
                .json();
        assertThat(kept.path("token").asString()).isNotEmpty();
        assertThat(kept.path("left").asInt()).isBetween(43_000, 43_200);
    }

    @Test
    @Asvs({"V6.2.6", "V6.2.7"})
    void a_key_is_masked_while_it_is_entered_and_may_come_from_a_password_manager() {
        browser.open("/console/login");

        assertThat(browser.attributes("input[name=key]", "type")).containsExactly("password");
        assertThat(browser.attributes("input[name=key]", "autocomplete")).containsExactly("current-password");
        assertThat(browser.html()).doesNotContain("onpaste");
    }
}
