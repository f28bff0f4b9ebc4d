package io.fluvius.live;

import io.fluvius.user.UserStatus;
import io.fluvius.user.UserView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The filter of a subscriber to users.
 *
 * @param parameters the filter as parameters of the URL
 * @param matches the same filter in Java
 */
record UserFilter(String parameters, Predicate<UserView> matches) {

    /** The number of words that names consist of. */
    static final int WORDS = 40;
    /** The number of mail servers in email addresses. */
    static final int SERVERS = 30;
    /** The number of actions that may be required of a user. */
    static final int ACTIONS = 10;

    /** Returns a filter that differs from that of every other number. */
    static UserFilter number(int number) {
        int which = number / 6;
        String word = word(which % WORDS);
        return switch (number % 6) {
            case 0 -> one(email(which));
            case 1 -> named(word).and("version.lt=" + which, user -> user.version() < which);
            case 2 ->
                named(word)
                        .and("status=LOCKED", user -> user.status() == UserStatus.LOCKED)
                        .and("version!eq=" + which, user -> user.version() != which);
            case 3 ->
                server(which % SERVERS)
                        .and("active=true", UserView::active)
                        .and("version.gte=" + which / SERVERS, user -> user.version() >= which / SERVERS);
            case 4 ->
                required("A_" + which % ACTIONS)
                        .and("name.ends=" + word, user -> name(user).endsWith(word));
            default ->
                named(word)
                        .and("totpEnabled=true", UserView::totpEnabled)
                        .and(
                                "requiredActions!has=A_" + which % 7,
                                user -> !user.requiredActions().contains("A_" + which % 7));
        };
    }

    static String word(int number) {
        return "w%02d".formatted(number);
    }

    static String email(int user) {
        return "user%d@h%02d.example.com".formatted(user, user % SERVERS);
    }

    /**
     * Returns the changes of a user that a subscriber must receive, in order, as kind and version.
     *
     * @param rows the user after each event, from version 0; null if deleted
     * @param fromVersion the first version to consider
     */
    List<String> expectedChanges(List<@Nullable UserView> rows, int fromVersion) {
        List<String> expected = new ArrayList<>();
        for (int version = fromVersion; version < rows.size(); version++) {
            UserView before = version == 0 ? null : rows.get(version - 1);
            UserView after = rows.get(version);
            if (after != null && matches.test(after)) {
                expected.add("changed " + version);
            } else if (before != null && matches.test(before)) {
                expected.add("removed " + version);
            }
        }
        return expected;
    }

    private UserFilter and(String parameter, Predicate<UserView> further) {
        return new UserFilter(parameters + "&" + parameter, matches.and(further));
    }

    private static UserFilter one(String email) {
        return new UserFilter("email=" + email, user -> user.email().value().equals(email));
    }

    private static UserFilter named(String word) {
        return new UserFilter("name.has=" + word, user -> name(user).contains(word));
    }

    private static UserFilter server(int number) {
        String end = "@h%02d.example.com".formatted(number);
        return new UserFilter("email.ends=" + end, user -> user.email().value().endsWith(end));
    }

    private static UserFilter required(String action) {
        return new UserFilter(
                "requiredActions.has=" + action, user -> user.requiredActions().contains(action));
    }

    private static String name(UserView user) {
        return user.name().value();
    }
}
