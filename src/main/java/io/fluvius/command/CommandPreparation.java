package io.fluvius.command;

import static io.fluvius.command.PreparedCommand.EXPECTED_VERSION;
import static io.fluvius.command.PreparedCommand.GENERATED;
import static io.fluvius.command.PreparedCommand.RESOURCE;

import io.fluvius.domain.AggregateId;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.text.Identifiers;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandMessage;
import org.jspecify.annotations.Nullable;

/**
 * Turns every command message into a valid command, whichever sender it has: determines the command from the type of the
 * payload, resolves the aggregate, whose identifier it generates for a creating command without one, and validates the
 * payload. A message that is prepared already is not prepared again. Safe for use by many threads.
 */
final class CommandPreparation {

    private final CommandFactory commands;

    CommandPreparation(CommandFactory commands) {
        this.commands = commands;
    }

    /**
     * Returns the prepared message.
     *
     * @throws ProblemException with {@link ProblemCode#UNKNOWN_COMMAND}, {@link ProblemCode#MALFORMED_REQUEST},
     *     {@link ProblemCode#INVALID_AGGREGATE} or {@link ProblemCode#INVALID_PAYLOAD}
     */
    PreparedCommand prepare(CommandMessage<?> message) {
        if (message instanceof PreparedCommand prepared) {
            return prepared;
        }
        CommandType type = commands.type(message.getPayloadType());
        UUID id = Identifiers.parse(message.getIdentifier()).orElseThrow(CommandPreparation::invalidIdException);
        Command command = create(type, message);
        Set<Long> versions = expectedVersions(message);
        return PreparedCommand.of(
                versions == null ? command.withId(id) : command.withId(id).onVersions(versions), message.getMetaData());
    }

    private Command create(CommandType type, CommandMessage<?> message) {
        AggregateRef aggregate = aggregate(type, message);
        if (aggregate == null) {
            return commands.create(type.key(), message.getPayload());
        }
        return message.getMetaData().containsKey(GENERATED)
                ? commands.createFor(type.key(), message.getPayload(), aggregate.id())
                : commands.create(type.key(), message.getPayload(), aggregate);
    }

    /** The aggregate in the metadata; null if the metadata does not contain an identifier. */
    private static @Nullable AggregateRef aggregate(CommandType type, CommandMessage<?> message) {
        Object resource = message.getMetaData().getOrDefault(RESOURCE, type.resource());
        Object id = message.getMetaData().get(AggregateId.KEY);
        if (id != null) {
            return AggregateRef.of(resource.toString(), id.toString());
        }
        return resource.equals(type.resource()) ? null : AggregateRef.of(resource.toString(), Identifiers.next());
    }

    private static @Nullable Set<Long> expectedVersions(CommandMessage<?> message) {
        return switch (message.getMetaData().get(EXPECTED_VERSION)) {
            case null -> null;
            case Number number -> Set.of(number.longValue());
            case Object text ->
                Arrays.stream(text.toString().split(","))
                        .filter(version -> !version.isEmpty())
                        .map(CommandPreparation::parsedVersion)
                        .collect(Collectors.toSet());
        };
    }

    private static Long parsedVersion(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException malformed) {
            throw Problem.of(ProblemCode.MALFORMED_REQUEST, "The expected version is not a whole number")
                    .at("/" + EXPECTED_VERSION, "must be a whole number")
                    .asException();
        }
    }

    private static ProblemException invalidIdException() {
        return Problem.of(ProblemCode.MALFORMED_REQUEST, "The identifier of the command message is not a UUID")
                .at("/id", Identifiers.EXPECTED)
                .asException();
    }
}
