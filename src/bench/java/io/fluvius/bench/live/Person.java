package io.fluvius.bench.live;

import java.util.UUID;

/** A user that is changed and watched. */
record Person(int number, UUID id) {

    /** The number of persons. */
    static final int ALL = 1000;
    /** The number of teams. */
    static final int TEAMS = 90;

    static Person of(int number) {
        return new Person(number, new UUID(0x0190_c7a1_0000_7000L, 0x8000_0000_0000_0000L | number));
    }

    String email() {
        return "person." + number + "@example.com";
    }

    /** Returns the text that the names of all members of the person's team contain. */
    String team() {
        return team(number % TEAMS);
    }

    static String team(int number) {
        return "team-%03d".formatted(number);
    }

    /** Returns the name after a number of changes. */
    String name(int changes) {
        return "Person %d of %s, renamed %d times".formatted(number, team(), changes);
    }
}
