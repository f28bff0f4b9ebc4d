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
 * exist. A customer who requests a transfer waits until it has ended. Safe for use by many threads.
 */
final class BankCustomers implements Workload {

    private static final int MAX_AMOUNT = 100;

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
        if (percent < 15) {
            return onAccount(account, "close-account", Map.of());
        }
        if (percent < 50) {
            return onAccount(account, "deposit", Map.of("amount", amount(random)));
        }
        return percent < 55
                ? onAccount(account, "withdraw", Map.of("amount", amount(random)))
                : transfer(account, random);
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
        UUID target = random.nextInt(20) == 0 ? UUID.randomUUID() : any(random);
        return new LoadCommand(
                UUID.randomUUID(),
                "request-transfer",
                AggregateRef.of("transfer", UUID.randomUUID()),
                Map.of("source", source, "target", target, "amount", amount(random)));
    }

    private static LoadCommand onAccount(UUID account, String command, Map<String, ?> payload) {
        return new LoadCommand(UUID.randomUUID(), command, AggregateRef.of("account", account), payload);
    }

    private static long amount(RandomGenerator random) {
        return 1L + random.nextInt(MAX_AMOUNT);
    }

    private UUID any(RandomGenerator random) {
        return accounts.get(random.nextInt(accounts.size()));
    }
}
