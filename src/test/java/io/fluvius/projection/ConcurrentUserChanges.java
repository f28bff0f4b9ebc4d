package io.fluvius.projection;

import io.fluvius.Domain;
import io.fluvius.command.Command;
import io.fluvius.command.CommandResponse;
import io.fluvius.domain.AggregateRef;
import io.fluvius.query.StateManager;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Changes users by commands continuously until closed. One thread renames users, one deactivates and activates others, and
 * one creates users and deletes the oldest of these. Tracks which users keep their values.
 */
final class ConcurrentUserChanges implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int LETTERS = 26;

    private final Domain users;
    private final StateManager state;
    private final List<UUID> renamed;
    private final List<UUID> deactivated;
    private final Queue<UUID> toDelete;
    /** The users that state includes and for which no deletion was sent. */
    private final Set<UUID> existing = ConcurrentHashMap.newKeySet();

    private final AtomicLong changes = new AtomicLong();
    private final ExecutorService threads = Executors.newFixedThreadPool(3);
    private final CompletableFuture<Void> work;
    private volatile boolean stopped;

    /** Creates the given number of users for each thread, and then starts the threads. */
    ConcurrentUserChanges(Domain users, StateManager state, int usersPerThread) {
        this.users = users;
        this.state = state;
        this.renamed = create(usersPerThread);
        this.deactivated = create(usersPerThread);
        this.toDelete = new ArrayDeque<>(create(usersPerThread));
        this.work = CompletableFuture.allOf(
                repeat(this::rename), repeat(this::deactivateOrActivate), repeat(this::replace));
    }

    /** Returns the number of changes so far. Throws if a thread has failed. */
    long count() {
        if (work.isCompletedExceptionally()) {
            work.join();
        }
        return changes.get();
    }

    /** Returns the users that state includes now, that are not being deleted, and whose value of a field never changes. */
    Set<UUID> unchanged(String field) {
        Set<UUID> unchanged = new HashSet<>(existing);
        changing(field).forEach(unchanged::remove);
        return unchanged;
    }

    /** Returns the users whose value of a field changes. */
    List<UUID> changing(String field) {
        return switch (field) {
            case "name" -> renamed;
            case "deactivationReason" -> deactivated;
            default -> List.of();
        };
    }

    @Override
    public void close() {
        stopped = true;
        work.join();
        threads.close();
    }

    private CompletableFuture<Void> repeat(Consumer<Random> change) {
        Random random = new Random(20_261_123);
        return CompletableFuture.runAsync(
                () -> {
                    while (!stopped) {
                        change.accept(random);
                        changes.incrementAndGet();
                    }
                },
                threads);
    }

    private void rename(Random random) {
        send("update-user", Map.of("name", name(random)), pick(renamed, random));
    }

    private void deactivateOrActivate(Random random) {
        UUID user = pick(deactivated, random);
        if (random.nextBoolean()) {
            send("deactivate-user", Map.of("reason", name(random)), user);
        } else {
            send("activate-user", Map.of(), user);
        }
    }

    private void replace(Random random) {
        toDelete.add(awaitCreated(send(createUser(name(random)))));
        UUID oldest = toDelete.remove();
        existing.remove(oldest);
        send("delete-user", Map.of(), oldest);
    }

    private List<UUID> create(int count) {
        Random random = new Random(count);
        Command[] commands =
                Stream.generate(() -> createUser(name(random))).limit(count).toArray(Command[]::new);
        List<CommandResponse> responses =
                users.commandProcessor().process(commands).collectList().block(TIMEOUT.multipliedBy(count));
        return responses.stream()
                .map(response -> awaitCreated(response.orThrow()))
                .toList();
    }

    private UUID awaitCreated(CommandResponse created) {
        UUID user = created.aggregate().id();
        state.after(created.position(), TIMEOUT).fetch("user", user);
        existing.add(user);
        return user;
    }

    private Command createUser(String name) {
        return users.createCommand("create-user", Map.of("name", name, "email", UUID.randomUUID() + "@example.com"));
    }

    private void send(String key, Map<String, String> payload, UUID user) {
        send(users.createCommand(key, payload, AggregateRef.of("user", user)));
    }

    private CommandResponse send(Command command) {
        return users.processCommand(command).join().orThrow();
    }

    private static UUID pick(List<UUID> users, Random random) {
        return users.get(random.nextInt(users.size()));
    }

    /** Returns one of 676 names spread over the alphabet, so that several users share a name. */
    static String name(Random random) {
        return Character.toString('A' + random.nextInt(LETTERS)) + (char) ('a' + random.nextInt(LETTERS));
    }
}
