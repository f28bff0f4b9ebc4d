package io.fluvius.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.OnH2;
import io.fluvius.environment.ServerProxy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Tabs of the console that stay open: while others change what they show, and while the server restarts. */
@OnH2
class ConsoleTabsIT extends BrowserJourney {

    @Test
    void rows_that_are_shown_change_where_they_are_and_others_are_counted() {
        String id = shownUser("Jane " + word);
        browser.open(table());
        awaitStream();
        rename(id, "Janet");
        awaitRow(id, "Janet");

        shownUser("Joan " + word);
        browser.awaits(() -> assertThat(browser.texts(".live a")).containsExactly("1 new or changed row"));
        assertThat(browser.texts("tbody tr")).hasSize(1);
        browser.follow("1 new or changed row");
        browser.awaits(() -> assertThat(browser.texts("tbody tr")).hasSize(2));
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void a_change_in_one_window_is_seen_in_another() {
        String id = shownUser("Jane " + word);
        String first = browser.open(table()).name();
        awaitStream();
        browser.evaluate("window.isKept = true");
        browser.openWindow("/console/views/users/" + id);
        browser.follow("Update user").enter("payload.name", "Janet " + word).press("Update user");
        browser.show(first);
        awaitRow(id, "Janet");

        command("delete-user", on(id)).is(200);
        browser.awaits(() -> assertThat(browser.has("#row-" + id + ".gone")).isTrue());
        assertThat(browser.evaluate("return window.isKept")).isEqualTo(true);
    }

    @Test
    void the_first_page_follows_what_happens() {
        browser.open("/").evaluate("window.isKept = true");
        List<String> before = browser.texts(".card strong");
        shownUser("Jane " + word);
        browser.awaits(() -> assertThat(browser.texts(".card strong")).isNotEqualTo(before));
        assertThat(browser.evaluate("return window.isKept")).isEqualTo(true);
    }

    @Test
    void the_menu_is_folded_on_a_phone() {
        browser.width(360).open("/console/events");
        assertThat(browser.texts(".menu a")).containsOnly("");
        browser.unfold("Pages").follow("Audit");
        assertThat(browser.url()).isEqualTo("/console/audit");
    }

    @Test
    void a_paused_tab_counts_changes_and_shows_them_later() {
        String id = shownUser("Jane " + word);
        browser.open(table());
        awaitStream();
        browser.element(".live button").click();
        rename(id, "Janet");

        browser.awaits(() -> assertThat(browser.texts(".live a")).containsExactly("1 new or changed row"));
        assertThat(browser.element("#row-" + id).getText()).doesNotContain("Janet");
        browser.element(".live button").click();
        awaitRow(id, "Janet");
    }

    @Test
    void a_marked_row_that_changes_stays_marked() {
        String id = shownUser("Jane " + word);
        browser.open(table());
        awaitStream();
        browser.mark("#row-" + id + " input[type=checkbox]");
        rename(id, "Janet");

        awaitRow(id, "Janet");
        assertThat(browser.element("#row-" + id + " input[type=checkbox]").isSelected())
                .isTrue();
    }

    @Test
    void the_page_of_a_row_says_that_the_row_has_changed() {
        String id = shownUser("Jane " + word);
        browser.open("/console/views/users/" + id);
        rename(id, "Janet");

        browser.awaits(() -> assertThat(browser.texts(".live a"))
                .containsExactly("This has changed meanwhile. Show it as it is now"));
        browser.element(".live a").click();
        browser.awaits(() -> assertThat(browser.text()).contains("Janet"));
    }

    /** Browsers open six connections to a server; tabs in the background have none. */
    @Test
    void eight_tabs_show_a_change() {
        String id = shownUser("Jane " + word);
        List<String> tabs = new ArrayList<>(List.of(browser.open(table()).name()));
        while (tabs.size() < 8) {
            tabs.add(browser.openTab(table()));
        }
        rename(id, "Janet");
        for (String tab : tabs) {
            browser.show(tab);
            awaitRow(id, "Janet");
            assertThat(browser.errors()).isEmpty();
        }
    }

    @Test
    void a_tab_goes_on_when_the_server_is_back() throws IOException {
        String id = shownUser("Jane " + word);
        try (ServerProxy server = ServerProxy.before(port())) {
            BrowserWindow window = browser.at("http://localhost:" + server.port());
            window.open(table());
            awaitStream();
            server.cut();
            window.awaits(() ->
                    assertThat(window.element("#connection").isDisplayed()).isTrue());
            rename(id, "Janet");
            server.restore();
            awaitRow(id, "Janet");
            window.awaits(() ->
                    assertThat(window.element("#connection").isDisplayed()).isFalse());
        }
    }

    @Test
    void a_user_is_found_and_changed_without_a_mouse() {
        String id = shownUser("Jane " + word);
        browser.open("/console/views/users");
        browser.type("/").type(word, Keys.ENTER);
        browser.awaits(() -> assertThat(browser.url()).contains("text=" + word));
        browser.type("j");
        assertThat(browser.focused().getText()).isEqualTo(id);
        browser.type(Keys.ENTER);
        browser.awaits(() -> assertThat(browser.url()).contains("/console/views/users/" + id));

        typeUntil("j", () -> browser.focused().getText().equals("Update user"));
        browser.type(Keys.ENTER);
        browser.awaits(() -> assertThat(browser.url()).contains("/console/commands/update-user"));
        typeUntil(Keys.TAB, () -> "payload.name".equals(browser.focused().getDomAttribute("name")));
        browser.type("Janet", Keys.ENTER);
        browser.awaits(() -> assertThat(browser.url()).contains("?ran="));
        assertThat(browser.text()).contains("Janet");

        browser.type("?");
        assertThat(browser.element("#keys").isDisplayed()).isTrue();
        browser.type(Keys.ESCAPE);
        assertThat(browser.element("#keys").isDisplayed()).isFalse();
    }

    @Test
    void the_palette_leads_to_what_an_id_or_a_word_or_a_name_names() {
        String id = shownUser("Jane " + word);
        browser.open("/");
        goTo(word, "/console/views/users/" + id);
        goTo("Create group", "/console/commands/create-group");
        goTo(id, id);
        goTo("nothing-" + word, "/console/go?q=nothing-" + word);
        assertThat(browser.texts("main [role=status]")).hasSize(1);
    }

    private void goTo(String wanted, String expected) {
        browser.typeWithControl("k").type(wanted, Keys.ENTER);
        browser.awaits(() -> assertThat(browser.url()).contains(expected));
    }

    private void typeUntil(CharSequence key, BooleanSupplier isReached) {
        for (int i = 0; i < 40 && !isReached.getAsBoolean(); i++) {
            browser.type(key);
        }
        assertThat(isReached.getAsBoolean()).isTrue();
    }

    private String table() {
        return "/console/views/users?text=" + word;
    }

    /** Returns when the page follows changes. */
    private void awaitStream() {
        browser.awaits(
                () -> assertThat(browser.element(".live button").isDisplayed()).isTrue());
    }

    private void awaitRow(String id, String text) {
        browser.awaits(() -> assertThat(browser.element("#row-" + id).getText()).contains(text));
    }

    private void rename(String id, String name) {
        await(
                "users",
                command("update-user", on(id, "{\"name\": \"" + name + " " + word + "\"}"))
                        .is(200));
    }
}
