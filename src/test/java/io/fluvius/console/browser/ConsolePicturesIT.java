package io.fluvius.console.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.OnH2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The pictures of {@code docs/console.md}. With {@code -Dfluvius.docs.write=true} they are taken again; otherwise, only the way to
 * them is tried.
 */
@OnH2
class ConsolePicturesIT extends BrowserJourney {

    private static final Path FOLDER = Path.of("docs/pictures");
    private static final int MAX_BYTES = 150_000;

    @Test
    void the_tour_shows_what_the_console_shows() throws IOException {
        String id = shownUser("Jane Doe");
        await(
                "users",
                command("update-user", on(id, "{\"name\": \"Jane Roe\"}")).is(200));
        await(
                "users",
                command("lock-user", on(id, "{\"reason\": \"lost laptop\"}")).is(200));
        for (String name : new String[] {"Ada", "Ben", "Cleo", "Dan"}) {
            shownUser(name + " Roe");
        }

        take("overview", "/");
        take("view", "/console/views/users?columns=name,status,createdAt&sort=createdAt.desc&limit=10&name.has=Roe");
        take("item", "/console/views/users/" + id + "?version=1");
        take("command", "/console/commands/update-user?aggregate=" + id + "&version=2");
        take("events", "/console/events?aggregate=" + id);
    }

    private void take(String name, String page) throws IOException {
        browser.width(1000).prefer("light").open(page);
        assertThat(browser.status()).isEqualTo(200);
        Path file = FOLDER.resolve(name + ".png");
        if (Boolean.getBoolean("fluvius.docs.write")) {
            Files.createDirectories(FOLDER);
            Files.write(file, browser.picture());
        }
        assertThat(Files.size(file)).isBetween(1_000L, (long) MAX_BYTES);
        assertThat(Files.readString(Path.of("docs/console.md"))).contains("(pictures/" + name + ".png)");
    }
}
