package io.fluvius.bench.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The users that a subscriber watches.
 *
 * @param kind the kind of filter, as named in the report
 * @param filter the filter as URL parameters
 * @param people tests whether a person matches the filter
 */
record WatchedUsers(String kind, String filter, Predicate<Person> people) {

    static final String ONE = "one user, by e-mail";
    static final String TEAM = "about eleven users, by part of the name";
    static final String EVERYONE = "every user";

    private static final int WATCHING_ALL = 10;

    /** Returns one element per person: most watch one user, some a team, and a few all users. */
    static List<WatchedUsers> thousand() {
        List<WatchedUsers> watches = new ArrayList<>();
        for (int number = 0; number < Person.ALL - Person.TEAMS - WATCHING_ALL; number++) {
            Person one = Person.of(number);
            watches.add(new WatchedUsers(ONE, "email=" + one.email(), one::equals));
        }
        for (int number = 0; number < Person.TEAMS; number++) {
            String team = Person.team(number);
            watches.add(new WatchedUsers(
                    TEAM, "name.has=" + team, person -> person.team().equals(team)));
        }
        for (int number = 0; number < WATCHING_ALL; number++) {
            watches.add(new WatchedUsers(EVERYONE, "", person -> true));
        }
        return watches;
    }
}
