package io.fluvius.operations.transfer;

import io.fluvius.command.Command;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.log.LogImport;
import io.fluvius.eventstore.log.LoggedEvent;
import io.fluvius.eventstore.log.LoggedReceipt;
import io.fluvius.eventstore.unique.ClaimMetadata;
import io.fluvius.eventstore.unique.ValueClaim;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserEvent.UserRenamed;
import io.fluvius.user.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.serialization.Serializer;

/**
 * A log as commands write it, the same for the same seed and time: each has one to three events, and claims a value in the last of
 * them; there are events of no aggregate, receipts of commands without events, and positions without an event. The first half is
 * nine days old.
 */
record LogOfCommands(List<LoggedEvent> events, List<LoggedReceipt> receipts) {

    static final Duration AGE = Duration.ofDays(9);

    static LogOfCommands of(long seed, int commands, Serializer serializer) {
        Random random = new Random(seed);
        List<UUID> users =
                Stream.generate(() -> uuid(random)).limit(1 + commands / 4).toList();
        Map<UUID, Long> versions = new HashMap<>();
        List<LoggedEvent> events = new ArrayList<>();
        List<LoggedReceipt> receipts = new ArrayList<>();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        long position = 0;
        for (int index = 0; index < commands; index++) {
            Instant time = index < commands / 2 ? now.minus(AGE) : now;
            UUID user = users.get(random.nextInt(users.size()));
            UUID command = uuid(random);
            position += random.nextInt(4) == 0 ? random.nextInt(50) : 0;
            for (EventMessage<?> event : command(random, user, command, versions, time)) {
                events.add(new LoggedEvent(++position, StoredEvent.of(event, serializer)));
            }
            if (random.nextInt(5) == 0) {
                receipts.add(quiet(uuid(random), user, position, now));
            }
        }
        return new LogOfCommands(events, receipts);
    }

    void writeTo(LogImport.Target target) {
        receipts.forEach(target::add);
        events.forEach(target::add);
    }

    private static List<EventMessage<?>> command(
            Random random, UUID user, UUID command, Map<UUID, Long> versions, Instant time) {
        if (random.nextInt(9) == 0) {
            return List.of(new GenericEventMessage<>(
                    uuid(random).toString(),
                    new UserRenamed(UserId.of(user.toString()), name()),
                    Map.of("n", 7),
                    time));
        }
        List<EventMessage<?>> events = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int index = 0; index < count; index++) {
            long version = versions.merge(user, 1L, Long::sum) - 1;
            Map<String, String> metadata = index == 0
                    ? Map.of(Command.COMMAND_ID, command.toString(), Command.FINGERPRINT, "abc")
                    : Map.of(Command.COMMAND_ID, command.toString());
            String id = index == 0 ? command.toString() : command + ":" + index;
            events.add(new GenericDomainEventMessage<>(
                    "user",
                    user.toString(),
                    version,
                    new GenericEventMessage<>(id, new UserRenamed(UserId.of(user.toString()), name()), metadata, time),
                    time));
        }
        return List.copyOf(ClaimMetadata.addToLast(
                events, List.of(new ValueClaim("user.email", command + "@example.com", user)), List.of()));
    }

    private static PersonName name() {
        return new PersonName("Åsa \"😀\" \\");
    }

    private static LoggedReceipt quiet(UUID command, UUID user, long position, Instant time) {
        return new LoggedReceipt(command, "activate-user", "user", user, 0L, position, null, "abc", time);
    }

    private static UUID uuid(Random random) {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
