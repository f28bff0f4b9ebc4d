package io.fluvius.command;

import io.fluvius.Domain;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Creating;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command that was checked and can be processed. Made by {@link Domain#createCommand}.
 *
 * @param id the command's own identifier; processing the same identifier again runs nothing
 * @param key its name: {@code create-user}
 * @param aggregate the aggregate that decides
 * @param payload a record of the domain's command family, bound and valid
 * @param expectedVersion the only version of the aggregate on which the command runs; null: any
 * @param metadata what travels to the events beside the payload: {@link #CORRELATION_ID}, {@link #CAUSATION_ID}
 */
public record Command(
        UUID id,
        String key,
        AggregateRef aggregate,
        Record payload,
        @Nullable Long expectedVersion,
        Map<String, String> metadata) {

    /** Metadata of every event: the identifier of the command that led to it. */
    public static final String COMMAND_ID = "commandId";
    /** Metadata of commands and events: the identifier of the message with which the whole chain began. */
    public static final String CORRELATION_ID = "correlationId";
    /** Metadata of commands and events: the identifier of the message that led to this one. */
    public static final String CAUSATION_ID = "causationId";
    /** Metadata of commands and events: who is answerable. Nobody says so before there is sign-in. */
    public static final String ACTOR = "actor";

    public Command {
        metadata = Map.copyOf(metadata);
    }

    /** The same command under an identifier that the caller chose, to make it safe to send again. */
    public Command withId(UUID chosen) {
        return new Command(chosen, key, aggregate, payload, expectedVersion, metadata);
    }

    /**
     * The same command, to run only when the aggregate is at that version.
     *
     * @throws ProblemException with {@link ProblemCode#MALFORMED_REQUEST} on a creating command
     */
    public Command onVersion(long version) {
        if (isCreating()) {
            throw Problem.of(ProblemCode.MALFORMED_REQUEST, "A creating command has no version to match")
                    .asException();
        }
        return new Command(id, key, aggregate, payload, version, metadata);
    }

    /** The same command with that metadata instead of its own. */
    public Command withMetadata(Map<String, String> other) {
        return new Command(id, key, aggregate, payload, expectedVersion, other);
    }

    /** Whether the command creates its aggregate. */
    public boolean isCreating() {
        return payload instanceof Creating;
    }
}
