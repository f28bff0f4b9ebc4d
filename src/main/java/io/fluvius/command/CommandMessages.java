package io.fluvius.command;

import io.fluvius.domain.AggregateId;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.record.Names;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/** Converts commands to Axon messages, which carry everything except the payload as metadata, and reads them back. */
final class CommandMessages {

    private static final String RESOURCE = "resource";
    private static final String EXPECTED_VERSION = "expectedVersion";

    private CommandMessages() {}

    static CommandMessage<Record> message(Command command) {
        Map<String, Object> metadata = new HashMap<>(command.metadata());
        metadata.put(AggregateId.KEY, command.aggregate().id().toString());
        metadata.put(RESOURCE, command.aggregate().resource());
        if (command.expectedVersion() != null) {
            // as text, because JSON sent between nodes does not distinguish long from int
            metadata.put(EXPECTED_VERSION, command.expectedVersion().toString());
        }
        return new GenericCommandMessage<>(
                new GenericMessage<>(command.id().toString(), command.payload(), MetaData.from(metadata)),
                command.payload().getClass().getName());
    }

    static AggregateRef aggregate(CommandMessage<?> message) {
        return AggregateRef.of(text(message, RESOURCE), UUID.fromString(text(message, AggregateId.KEY)));
    }

    static UUID commandId(CommandMessage<?> message) {
        return UUID.fromString(message.getIdentifier());
    }

    static String key(CommandMessage<?> message) {
        return Names.kebab(message.getPayloadType());
    }

    static String fingerprint(CommandMessage<?> message) {
        return CommandFingerprint.of((Record) message.getPayload(), aggregate(message));
    }

    static @Nullable Long expectedVersion(CommandMessage<?> message) {
        Object expected = message.getMetaData().get(EXPECTED_VERSION);
        return expected == null ? null : Long.valueOf((String) expected);
    }

    private static String text(CommandMessage<?> message, String key) {
        return Objects.requireNonNull((String) message.getMetaData().get(key), key);
    }
}
