package io.fluvius.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Generates random commands that create users, rename them, change their e-mail addresses and delete them. Many commands
 * concern the same few users and addresses. Safe for use by many threads.
 */
final class CommandGenerator implements Workload {

    /** The number of addresses that many users claim. */
    private static final int CONTESTED = 10;

    private final List<UUID> users = new ArrayList<>();
    private final int latestUsers;

    /** @param latestUsers the number of the latest users that commands change */
    CommandGenerator(int latestUsers) {
        this.latestUsers = latestUsers;
    }

    @Override
    public synchronized LoadCommand next(RandomGenerator random) {
        int percent = random.nextInt(100);
        if (users.isEmpty() || percent < 35) {
            users.add(UUID.randomUUID());
            return LoadCommand.creation(users.getLast(), email(random));
        }
        UUID user = users.get(users.size() - 1 - random.nextInt(Math.min(latestUsers, users.size())));
        if (percent < 60) {
            return LoadCommand.renaming(user);
        }
        return percent < 92 ? LoadCommand.moving(user, email(random)) : LoadCommand.deletion(user);
    }

    private static String email(RandomGenerator random) {
        return random.nextInt(4) == 0
                ? "contested-" + random.nextInt(CONTESTED) + "@example.com"
                : UUID.randomUUID() + "@example.com";
    }
}
