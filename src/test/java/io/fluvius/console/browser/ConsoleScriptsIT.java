package io.fluvius.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.OnH2;
import io.fluvius.http.TestResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** What people do with the console, in a browser with scripts and in one without. */
@OnH2
class ConsoleScriptsIT extends BrowserJourney {

    private static final String RIGHT_TO_LEFT = "\u05d0\u05d1\u05d2 (abc) \u05d3";
    private static final String MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script>'\"&amp;";

    @AfterEach
    void no_page_had_an_error() {
        assertThat(browser.errors())
                .filteredOn(it -> !it.contains("status of 4"))
                .isEmpty();
    }

    @Test
    void a_user_is_created_and_changed_and_looked_back_at() {
        create("Jane " + word);
        assertThat(browser.texts("main [role=status]")).first().asString().startsWith("Done");
        browser.follow("Update user").enter("payload.name", "Joan " + word).press("Update user");
        assertThat(fields()).contains("Joan " + word);

        browser.follow("Step through its versions");
        assertThat(browser.text()).contains("Version 1 of 1");
        browser.type(Keys.ARROW_LEFT);
        browser.awaits(() -> assertThat(browser.text()).contains("Version 0 of 1"));
        assertThat(browser.url()).endsWith("?version=0");
        assertThat(browser.texts(".after-version td")).contains("Jane " + word);

        browser.mark("input[type=range]").type(Keys.END);
        browser.awaits(() -> assertThat(browser.texts("#step")).containsExactly("Version 1 of 1"));
        assertThat(browser.texts(".before-version td")).contains("Jane " + word);
        assertThat(browser.texts(".after-version .changed td")).contains("Joan " + word);
        browser.type(Keys.HOME);
        browser.awaits(() -> assertThat(browser.texts("#step")).containsExactly("Version 0 of 1"));
        browser.awaits(() -> assertThat(browser.url()).endsWith("?version=0"));

        browser.follow("Now").follow("Who set each field");
        assertThat(browser.texts(".blame")).anyMatch(it -> it.startsWith("1: User renamed"));
    }

    private void create(String name) {
        browser.open("/").follow("Users").follow("Create user");
        browser.enter("payload.name", name).enter("payload.email", freshEmail()).press("Create user");
    }

    private List<String> fields() {
        return browser.texts("main > table td");
    }

    @Test
    void faults_are_at_their_fields_and_what_was_entered_stays() {
        browser.open("/console/commands/create-user")
                .enter("payload.name", "Jane")
                .enter("payload.email", "no address")
                .press("Create user");

        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.element("[name='payload.email']").getDomProperty("value"))
                .isEqualTo("no address");
        assertThat(browser.texts("#" + browser.element("[aria-invalid=true]").getDomAttribute("aria-describedby")))
                .singleElement()
                .asString()
                .contains("mail");
        assertThat(browser.texts("[role=alert]")).isNotEmpty();
        browser.enter("payload.email", freshEmail()).press("Create user");
        assertThat(fields()).contains("Jane");
    }

    @Test
    void one_command_is_previewed_and_run_for_several_rows() {
        String gone = shownUser(word + " gone");
        List<String> users = List.of(shownUser(word + " 1"), gone, shownUser(word + " 2"));
        browser.open("/console/views/users?text=" + word).unfold("Do something with several rows");
        users.forEach(user -> browser.mark("[name=selected-id][value='" + user + "']"));
        command("delete-user", on(gone)).is(200);

        browser.press("With the marked rows")
                .follow("Deactivate user")
                .enter("payload.reason", "moved")
                .press("Preview");
        // without a further click
        browser.awaits(() -> assertThat(browser.texts("#pass [role=status]")).containsExactly("Done: 3 of 3"));
        assertThat(browser.text()).contains("Nothing was written");
        browser.press("Deactivate user for these 3 rows");
        browser.awaits(() -> assertThat(browser.texts("#pass [role=status]")).containsExactly("Done: 3 of 3"));
        assertThat(browser.texts("#pass dd")).containsExactly("2", "1");
        browser.unfold("The refused row");
        assertThat(browser.texts("#pass tbody a")).containsExactly(gone);
    }

    @Test
    void a_table_is_filtered_and_exported() {
        shownUser(word + " 1");
        shownUser(word + " 2");
        browser.open("/console/views/users?columns=name").unfold("Add a filter");
        browser.enter("add-field", "name").press("Choose");
        browser.enter("add-operator", "starts").enter("add-value", word).press("Add");
        assertThat(browser.text()).contains("2 rows");
        browser.follow("name");
        assertThat(browser.texts("tbody td:last-child")).containsExactly(word + " 1", word + " 2");
        assertThat(browser.url()).contains("name.starts=" + word, "sort=name.asc");

        browser.follow("Export");
        assertThat(browser.text()).contains("2 rows match");
        TestResponse file = get(browser.link("a[download]")).is(200);
        assertThat(file.text()).contains(word + " 1", word + " 2");
    }

    @Test
    void a_processor_is_reset_only_by_its_name() {
        browser.open("/console/processors/group-directory").press("Stop");
        try {
            assertThat(browser.text()).contains("stopped");
            browser.follow("Reset...").mark("[name=to][value=head]");
            browser.enter("confirmed", "user-directory").press("Reset");
            assertThat(browser.texts("[role=alert]")).singleElement().asString().contains("nothing was done");

            browser.open("/console/processors/group-directory/reset").mark("[name=to][value=head]");
            browser.enter("confirmed", "group-directory").press("Reset");
            assertThat(browser.url()).isEqualTo("/console/processors/group-directory");
        } finally {
            browser.open("/console/processors/group-directory").press("Start");
        }
        browser.awaits(() -> assertThat(
                        browser.open("/console/processors/group-directory").text())
                .contains("running"));
    }

    @Test
    void everything_can_be_read_and_done_without_scripts() {
        browser.withoutScripts();
        create("Jane " + word);
        browser.follow("Update user").enter("payload.name", "Joan " + word).press("Update user");
        browser.follow("Step through its versions").follow("Previous version");
        assertThat(browser.text()).contains("Version 0 of 1");
        browser.follow("Users").enter("text", word).press("Search");
        browser.awaits(() -> assertThat(
                        browser.open("/console/views/users?text=" + word).texts("tbody td"))
                .contains("Joan " + word));
    }

    @ParameterizedTest
    @ValueSource(strings = {MARKUP, RIGHT_TO_LEFT, "wide"})
    void whatever_is_entered_is_shown_as_it_is(String kind) {
        String name = word + (kind.equals("wide") ? "W".repeat(150) : kind);
        create(name);
        assertThat(fields()).contains(name);
        browser.open("/console/commands/deactivate-user?aggregate=" + idOnPage())
                .enter("payload.reason", name);
        browser.press("Deactivate user");

        browser.width(360);
        String user = browser.url().replaceAll("\\?.*", "");
        for (String path : List.of(
                user,
                user + "?version=1",
                user + "?blame",
                user + "/compare?a=0&b=1",
                "/console/events?aggregate=" + idOnPage(),
                "/console/views/users?text=" + word)) {
            browser.open(path);
            assertThat(browser.element("body").getDomProperty("textContent"))
                    .as(path)
                    .contains(word);
            assertThat(browser.overflow()).as(path).isEmpty();
            assertThat(browser.has("main img, main script")).as(path).isFalse();
            assertThat(browser.barriers()).as(path).isEmpty();
        }
    }

    private String idOnPage() {
        return browser.texts("h1 code").getFirst();
    }

    @Test
    void a_forged_form_and_a_wrong_url_are_explained() {
        browser.open("/console/commands/create-user");
        browser.evaluate("document.querySelectorAll('[name=_csrf]').forEach(it => it.remove())");
        browser.enter("payload.name", "Jane")
                .enter("payload.email", freshEmail())
                .press("Create user");
        assertThat(browser.status()).isEqualTo(403);
        assertThat(browser.texts("[role=alert]")).singleElement().asString().contains("nothing was done");
        assertThat(browser.barriers()).isEmpty();

        browser.open("/console/views/users/" + word);
        assertThat(browser.status()).isBetween(400, 404);
        assertThat(browser.texts("[role=alert]")).isNotEmpty();
        browser.open("/console/views/users?createdAt.gt=" + "9".repeat(2_000)).width(360);
        assertThat(browser.status()).isEqualTo(400);
        assertThat(browser.overflow()).isEmpty();
        assertThat(browser.barriers()).isEmpty();
    }
}
