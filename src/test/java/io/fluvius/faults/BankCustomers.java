package io.fluvius.faults;

import io.fluvius.domain.AggregateRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The customers of a bank open and close accounts, and move money. Some accounts have too little money, are closed, or do not
 * exist yet. A customer who requests a transfer waits until it has ended. Safe for use by many threads.
 */
final class BankCustomers implements Workload {

    private static final int MAX_DEPOSIT = 100;
    /** More than most accounts have. */
    private static final int MAX_TRANSFER = 200;

    private static final Set<String> ENDED = Set.of("COMPLETED", "FAILED");

    private final List<UUID> accounts = new ArrayList<>();

    @Override
    public synchronized LoadCommand next(RandomGenerator random) {
        int percent = random.nextInt(100);
        if (accounts.isEmpty() || percent < 10) {
            accounts.add(UUID.randomUUID());
            return onAccount(accounts.getLast(), "open-account", Map.of("owner", "Ann"));
        }
        UUID account = any(random);
        if (percent < 13) {
            return onAccount(account, "close-account", Map.of());
        }
        if (percent < 40) {
            return onAccount(account, "deposit", amount(random, MAX_DEPOSIT));
        }
        return percent < 45 ? onAccount(account, "withdraw", amount(random, MAX_DEPOSIT)) : transfer(account, random);
    }

    @Override
    public boolean isSettled(LoadCommand command, ServiceClient node) throws IOException {
        return !isTransfer(command)
                || ENDED.contains(
                        node.get("/api/transfers/" + command.aggregate().id())
                                .body()
                                .path("status")
                                .asString(""));
    }

    static boolean isTransfer(LoadCommand command) {
        return command.command().equals("request-transfer");
    }

    private LoadCommand transfer(UUID source, RandomGenerator random) {
        return new LoadCommand(
                UUID.randomUUID(),
                "request-transfer",
                AggregateRef.of("transfer", UUID.randomUUID()),
                Map.of("source", source, "target", any(random), "amount", 1L + random.nextInt(MAX_TRANSFER)));
    }

    private static LoadCommand onAccount(UUID account, String command, Map<String, ?> payload) {
        return new LoadCommand(UUID.randomUUID(), command, AggregateRef.of("account", account), payload);
    }

    private static Map<String, Long> amount(RandomGenerator random, int max) {
        return Map.of("amount", 1L + random.nextInt(max));
    }

    private UUID any(RandomGenerator random) {
        return accounts.get(random.nextInt(accounts.size()));
    }
}
