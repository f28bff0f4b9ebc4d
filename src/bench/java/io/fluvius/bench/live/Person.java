package io.fluvius.bench.live;

import java.util.UUID;

/** One of the users who are changed, and watched. */
record Person(int number, UUID id) {

    /** How many of them there are. */
    static final int ALL = 1000;
    /** How many teams they are in. */
    static final int TEAMS = 90;

    static Person of(int number) {
        return new Person(number, new UUID(0x0190_c7a1_0000_7000L, 0x8000_0000_0000_0000L | number));
    }

    String email() {
        return "person." + number + "@example.com";
    }

    /** What stands in the name of everyone in the team. */
    String team() {
        return team(number % TEAMS);
    }

    static String team(int number) {
        return "team-%03d".formatted(number);
    }

    /** The name after so many changes. */
    String name(int changes) {
        return "Person %d of %s, called otherwise %d times".formatted(number, team(), changes);
    }
}
