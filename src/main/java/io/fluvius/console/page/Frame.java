package io.fluvius.console.page;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.Right;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is around the content of each page, for the caller of the page.
 *
 * @param application the name of the application
 * @param version its version
 * @param views the views that the caller may read, to be listed in the menu
 * @param pages the pages about what happens, which the menu lists after the views
 * @param operations the pages for operators, which the menu lists last
 * @param rights the rights of the caller
 * @param person who has signed in; null in the mode {@code local}
 * @param tenant the tenant in which the caller acts; null without tenants
 */
public record Frame(
        String application,
        String version,
        List<View> views,
        List<String> pages,
        List<String> operations,
        Set<Right> rights,
        @Nullable Person person,
        @Nullable Place tenant) {

    /** The pages for operators in the order of the menu, with the right that each of them requires. */
    private static final Map<String, Right> OPERATIONS = new LinkedHashMap<>();

    static {
        for (String page : List.of("processors", "rebuilds", "dead-letters", "automations", "deadlines")) {
            OPERATIONS.put(page, Right.OPERATIONS_READ);
        }
        OPERATIONS.put("audit", Right.AUDIT_READ);
        OPERATIONS.put("keys", Right.KEYS_WRITE);
        OPERATIONS.put("about", Right.OPERATIONS_READ);
    }

    /**
     * A view in the menu.
     *
     * @param title such as {@code Users}
     * @param path such as {@code users}
     */
    public record View(String title, String path) {

        static View of(RegisteredView view) {
            return new View(titleFor(view.path()), view.path());
        }
    }

    /**
     * Who has signed in.
     *
     * @param roles the names of the roles
     * @param session null for a caller without a session
     */
    public record Person(
            String name, List<String> roles, @Nullable BrowserSession session) {}

    /**
     * Where a caller acts.
     *
     * @param bound whether it may act in no other tenant
     */
    public record Place(String name, boolean bound) {}

    static Frame of(
            String application,
            String version,
            DomainRegistry domains,
            AccessPolicy access,
            @Nullable BrowserSession session) {
        boolean sendsCommands =
                domains.all().stream().flatMap(it -> it.commands().stream()).anyMatch(access::allowsCommand);
        return new Frame(
                application,
                version,
                domains.views().stream()
                        .filter(view -> access.allowsRows(view.resource()))
                        .map(View::of)
                        .toList(),
                List.of("events", "commands").stream()
                        .filter(page -> page.equals("events") ? access.allows(Right.EVENTS_READ) : sendsCommands)
                        .toList(),
                OPERATIONS.entrySet().stream()
                        .filter(page -> access.allows(page.getValue()))
                        .map(Map.Entry::getKey)
                        // the mode local has no use for keys
                        .filter(page -> !page.equals("keys") || !access.isOpen())
                        .toList(),
                Arrays.stream(Right.values()).filter(access::allows).collect(Collectors.toSet()),
                access.isOpen()
                        ? null
                        : new Person(
                                access.caller().name(),
                                access.caller().roles().stream().sorted().toList(),
                                session),
                access.hasTenants()
                        ? new Place(
                                access.tenant().name(),
                                access.caller().tenants().bound())
                        : null);
    }

    /** Whether the caller has a right: {@code events:read}. */
    public boolean may(String right) {
        return Right.find(right).filter(rights::contains).isPresent();
    }

    /** Whether the caller may read a view. */
    public boolean reads(String path) {
        return views.stream().anyMatch(view -> view.path().equals(path));
    }

    /** The title of a view. */
    public String titleOf(String path) {
        return titleFor(path);
    }

    private static String titleFor(String path) {
        String words = path.replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
