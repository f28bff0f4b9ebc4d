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
 * Changes users by commands, without a pause, until it is closed: one thread renames some, one deactivates and activates
 * others, one creates users and deletes the oldest of those. Knows who stays as he is.
 */
final class ConcurrentUserChanges implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LETTERS = 26;

    private final Domain users;
    private final StateManager state;
    private final List<UUID> renamed;
    private final List<UUID> deactivated;
    private final Queue<UUID> mortal;
    /** Whom state shows, and for whom no deletion was sent. */
    private final Set<UUID> living = ConcurrentHashMap.newKeySet();

    private final AtomicLong changes = new AtomicLong();
    private final ExecutorService threads = Executors.newFixedThreadPool(3);
    private final CompletableFuture<Void> work;
    private volatile boolean stopped;

    /** Begins, once there are so many users for each thread. */
    ConcurrentUserChanges(Domain users, StateManager state, int usersForEach) {
        this.users = users;
        this.state = state;
        this.renamed = create(usersForEach);
        this.deactivated = create(usersForEach);
        this.mortal = new ArrayDeque<>(create(usersForEach));
        this.work = CompletableFuture.allOf(
                repeat(this::rename), repeat(this::deactivateOrActivate), repeat(this::replace));
    }

    /** How much was done so far. Throws what went wrong meanwhile. */
    long changes() {
        if (work.isCompletedExceptionally()) {
            work.join();
        }
        return changes.get();
    }

    /** Who is shown now, keeps his value of that field, and was not sent away. */
    Set<UUID> keeping(String field) {
        Set<UUID> keeping = new HashSet<>(living);
        changing(field).forEach(keeping::remove);
        return keeping;
    }

    /** Whose value of that field changes. */
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
        mortal.add(shown(send(creating(name(random)))));
        UUID oldest = mortal.remove();
        living.remove(oldest);
        send("delete-user", Map.of(), oldest);
    }

    private List<UUID> create(int count) {
        Random random = new Random(count);
        Command[] commands =
                Stream.generate(() -> creating(name(random))).limit(count).toArray(Command[]::new);
        List<CommandResponse> responses =
                users.commandProcessor().process(commands).collectList().block(PATIENCE.multipliedBy(count));
        return responses.stream().map(response -> shown(response.orThrow())).toList();
    }

    private UUID shown(CommandResponse created) {
        UUID user = created.aggregate().id();
        state.after(created.position(), PATIENCE).fetch("user", user);
        living.add(user);
        return user;
    }

    private Command creating(String name) {
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

    /** One of few, so that they meet, anywhere in the alphabet. */
    static String name(Random random) {
        return Character.toString('A' + random.nextInt(LETTERS)) + (char) ('a' + random.nextInt(LETTERS));
    }
}
