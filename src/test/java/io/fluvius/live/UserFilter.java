package io.fluvius.live;

import io.fluvius.user.UserStatus;
import io.fluvius.user.UserView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a follower of users wants to know.
 *
 * @param parameters the filter as the URL has it
 * @param matches the same in Java
 */
record UserFilter(String parameters, Predicate<UserView> matches) {

    /** Words that names are made of. */
    static final int WORDS = 40;
    /** Mail servers. */
    static final int SERVERS = 30;
    /** Actions that are required of users. */
    static final int ACTIONS = 10;

    /** One of as many interests as there are numbers, all of them different. */
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
     * What is to be told of a user, in order.
     *
     * @param rows the user after each event, from version 0 on; null when deleted
     * @param known the latest version that was told before
     */
    List<String> told(List<@Nullable UserView> rows, int known) {
        List<String> told = new ArrayList<>();
        for (int version = known + 1; version < rows.size(); version++) {
            UserView before = version == 0 ? null : rows.get(version - 1);
            UserView after = rows.get(version);
            if (after != null && matches.test(after)) {
                told.add("changed " + version);
            } else if (before != null && matches.test(before)) {
                told.add("removed " + version);
            }
        }
        return told;
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
