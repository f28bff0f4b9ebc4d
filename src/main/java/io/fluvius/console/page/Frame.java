package io.fluvius.console.page;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import java.util.List;
import java.util.Locale;

/**
 * What is around the content of each page.
 *
 * @param application the name of the application
 * @param version its version
 * @param views the views, to be listed in the menu
 */
public record Frame(String application, String version, List<View> views) {

    /**
     * A view in the menu.
     *
     * @param title such as {@code Users}
     * @param path such as {@code users}
     */
    public record View(String title, String path) {

        static View of(RegisteredView view) {
            String words = view.path().replace('-', ' ');
            return new View(words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1), view.path());
        }
    }

    static Frame of(String application, String version, DomainRegistry domains) {
        return new Frame(
                application, version, domains.views().stream().map(View::of).toList());
    }

    /** The pages about what happens, which the menu lists after the views. */
    public List<String> pages() {
        return List.of("events", "commands");
    }

    /** The pages for operators, which the menu lists last. */
    public List<String> operations() {
        return List.of("processors", "rebuilds", "dead-letters", "automations", "deadlines", "audit", "about");
    }

    /** The title of a view. */
    public String titleOf(String path) {
        return views.stream()
                .filter(view -> view.path().equals(path))
                .findFirst()
                .map(View::title)
                .orElse(path);
    }
}
