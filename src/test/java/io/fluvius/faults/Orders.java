package io.fluvius.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * What clients want at random: users created, renamed, moved to another address, deleted. Many clients want something of
 * the same few users and of the same few addresses. Safe for use by many threads.
 */
final class Orders {

    /** Addresses that many want to have. */
    private static final int WANTED = 10;

    private final List<UUID> users = new ArrayList<>();
    private final int atOnce;

    /** @param atOnce how many of the latest users get orders */
    Orders(int atOnce) {
        this.atOnce = atOnce;
    }

    synchronized Order next(RandomGenerator random) {
        int what = random.nextInt(100);
        if (users.isEmpty() || what < 35) {
            users.add(UUID.randomUUID());
            return Order.creation(users.getLast(), email(random));
        }
        UUID user = users.get(users.size() - 1 - random.nextInt(Math.min(atOnce, users.size())));
        if (what < 60) {
            return Order.renaming(user);
        }
        return what < 92 ? Order.moving(user, email(random)) : Order.deletion(user);
    }

    private static String email(RandomGenerator random) {
        return random.nextInt(4) == 0
                ? "wanted-" + random.nextInt(WANTED) + "@example.com"
                : UUID.randomUUID() + "@example.com";
    }
}
