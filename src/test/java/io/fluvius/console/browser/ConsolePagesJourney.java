package io.fluvius.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.CapturedLog;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Every page of the console, on a desk and on a phone, in light and in dark. */
abstract class ConsolePagesJourney extends BrowserJourney {

    private static final int DESK = 1280;
    private static final int PHONE = 360;
    private static final int MOST_BYTES = 150_000;

    private static final String PAGES = """
            /
            /console/views/users
            /console/views/users?text={word}&name.has=Page&query=%7B%22.or%22%3A%5B%7B%22name.has%22%3A%22a%22%7D%5D%7D
            /console/views/users?add-field=status
            /console/views/users?text=nothing-{word}
            /console/views/users/export?text={word}
            /console/views/groups
            /console/views/memberships
            /console/views/users/{user}
            /console/views/users/{user}?version=1
            /console/views/users/{user}?blame
            /console/views/users/{user}/compare?a=0&b=1
            /console/views/users/{user}/bisect?add-field=name&add-operator=has&add-value=Page
            /console/views/groups/{group}
            /console/views/groups/{group}/tabs/members
            {bulk}
            /console/events
            /console/events?aggregate={user}&text={word}
            {event}
            /console/commands
            /console/commands/create-user
            /console/commands/execute-user-action?aggregate={user}
            /console/processors
            /console/processors/user-directory
            /console/processors/user-directory/reset
            /console/rebuilds
            /console/rebuilds/users
            /console/dead-letters
            /console/dead-letters/evicted
            /console/automations
            /console/deadlines
            /console/audit
            /console/about
            /console/go?q={word}-nothing
            /console/go?q=user
            """;

    @Test
    void every_page_opens_without_a_fault() {
        Map<String, String> known = fill();
        CapturedLog texts = new CapturedLog(ResourceBundleMessageSource.class);
        SoftAssertions softly = new SoftAssertions();
        for (String line : PAGES.lines().toList()) {
            String path = known.entrySet().stream()
                    .reduce(line, (it, entry) -> it.replace("{" + entry.getKey() + "}", entry.getValue()), (a, b) -> b);
            browser.width(DESK).prefer("light").open(path);
            softly.assertThat(browser.status()).as(path).isEqualTo(200);
            softly.assertThat(browser.bytes()).as("bytes of " + path).isLessThan(MOST_BYTES);
            softly.assertThat(browser.overflow())
                    .as("too wide for a desk: " + path)
                    .isEmpty();
            softly.assertThat(barriers()).as("light " + path).isEmpty();
            browser.width(PHONE).prefer("dark");
            softly.assertThat(browser.overflow())
                    .as("too wide for a phone: " + path)
                    .isEmpty();
            softly.assertThat(barriers()).as("dark " + path).isEmpty();
            softly.assertThat(browser.errors()).as(path).isEmpty();
        }
        texts.close();
        softly.assertThat(texts.messages()).isEmpty();
        softly.assertAll();
    }

    /** The database does not show in the pages, so one is enough for what takes the longest. */
    boolean looksForBarriers() {
        return true;
    }

    private List<String> barriers() {
        return looksForBarriers() ? browser.barriers() : List.of();
    }

    @Test
    void what_is_wrong_with_a_page_is_found() {
        browser.width(PHONE).open("/");
        browser.evaluate("""
                document.querySelector('main').innerHTML =
                        '<p style="color: red">x</p><input><a href="#">' + 'x'.repeat(200) + '</a>'""");

        assertThat(browser.errors()).singleElement().asString().contains("Content Security Policy");
        assertThat(browser.barriers()).anyMatch(it -> it.startsWith("label: "));
        assertThat(browser.overflow()).singleElement().asString().startsWith("<a ");
        assertThat(browser.bytes()).isGreaterThan(1_000);
        assertThat(browser.open("/console/nothing").status()).isEqualTo(404);
    }

    /** Data that the pages show, and the places of what has been made. */
    private Map<String, String> fill() {
        String user = shownUser("Ann Page " + word);
        command("update-user", on(user, "{\"name\": \"Ann <b>Page</b> " + word + "\"}"))
                .is(200);
        String group = idOf(command("create-group", "{\"payload\": {\"name\": \"" + word + "\"}}")
                .is(201));
        await(
                "memberships",
                command("add-members", on(group, "{\"users\": [\"" + user + "\"]}"))
                        .is(200));
        browser.open("/console/views/users?text=" + word)
                .unfold("Do something with several rows")
                .press("With these 1");
        String bulk = browser.url();
        browser.open("/console/events?aggregate=" + user);
        String event = browser.link("tbody td:nth-child(2) a");
        return Map.of("user", user, "group", group, "word", word, "bulk", bulk, "event", event);
    }
}
