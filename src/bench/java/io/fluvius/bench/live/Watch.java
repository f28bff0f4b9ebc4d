package io.fluvius.bench.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whom a subscriber wants to see.
 *
 * @param kind what watches of its kind have in common, for the report
 * @param filter as the parameters of a URL
 * @param people whom the filter lets through
 */
record Watch(String kind, String filter, Predicate<Person> people) {

    static final String ONE = "one user, by e-mail";
    static final String TEAM = "about eleven users, by a part of their names";
    static final String EVERYONE = "every user";

    private static final int WATCHING_ALL = 10;

    /** As many as there are persons: most see one, some a team, a few everyone. */
    static List<Watch> thousand() {
        List<Watch> watches = new ArrayList<>();
        for (int number = 0; number < Person.ALL - Person.TEAMS - WATCHING_ALL; number++) {
            Person one = Person.of(number);
            watches.add(new Watch(ONE, "email=" + one.email(), one::equals));
        }
        for (int number = 0; number < Person.TEAMS; number++) {
            String team = Person.team(number);
            watches.add(
                    new Watch(TEAM, "name.has=" + team, person -> person.team().equals(team)));
        }
        for (int number = 0; number < WATCHING_ALL; number++) {
            watches.add(new Watch(EVERYONE, "", person -> true));
        }
        return watches;
    }
}
