package io.fluvius.command;

import io.fluvius.Domain;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Creating;
import io.fluvius.domain.Tenant;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * A validated command, ready to be processed. {@link Domain#createCommand} creates commands.
 *
 * @param id the command's identifier; processing a command with the same identifier again has no effect
 * @param key the command's name: {@code create-user}
 * @param aggregate the aggregate that handles the command
 * @param aggregateChosen whether the sender has chosen the aggregate; false if its identifier was generated
 * @param payload a valid record of the domain's command family
 * @param expectedVersions the versions of the aggregate on which the command runs; null for any version
 * @param metadata the metadata of the command message, such as {@link #CORRELATION_ID} and {@link #CAUSATION_ID}
 */
public record Command(
        UUID id,
        String key,
        AggregateRef aggregate,
        boolean aggregateChosen,
        Record payload,
        @Nullable Set<Long> expectedVersions,
        Map<String, String> metadata) {

    /** Metadata of events: the identifier of the command that caused the event. */
    public static final String COMMAND_ID = "commandId";
    /**
     * Metadata of the first event of a command: the fingerprint of the command. An event that has it, and whose identifier
     * is that of its command, is the receipt of the command.
     */
    public static final String FINGERPRINT = "fingerprint";
    /** Metadata of commands and events: the identifier of the first message in the chain of causes. */
    public static final String CORRELATION_ID = "correlationId";
    /**
     * Metadata of commands: the identifier of the message that caused the command. Metadata of events: the same, or the
     * identifier of the command if nothing else caused it.
     */
    public static final String CAUSATION_ID = "causationId";
    /**
     * Metadata of commands and events: the caller who issued the command, or the first command in the chain of causes. What an
     * automation does on behalf of the caller also names the automation, see {@link io.fluvius.domain.Automation#CHAIN}. In the
     * mode {@code local}, in which callers have no names, it is set only if the sender sets it.
     */
    public static final String ACTOR = "actor";

    public Command {
        expectedVersions = expectedVersions == null ? null : Set.copyOf(expectedVersions);
        metadata = Map.copyOf(metadata);
    }

    /** Returns this command with an identifier chosen by the caller, which makes it safe to send the command again. */
    public Command withId(UUID chosen) {
        return new Command(chosen, key, aggregate, aggregateChosen, payload, expectedVersions, metadata);
    }

    /**
     * Returns this command, restricted to run only on the given version of the aggregate.
     *
     * @throws ProblemException with {@link ProblemCode#MALFORMED_REQUEST} if the command is a creating one
     */
    public Command onVersion(long version) {
        return onVersions(Set.of(version));
    }

    /** Returns this command, restricted to run on one of the given versions only; an empty set allows no version. */
    public Command onVersions(Set<Long> versions) {
        return new Command(id, key, aggregate, aggregateChosen, payload, versions, metadata).requireVersions();
    }

    /** Returns this command, which runs on any version. Fails as {@link #onVersion} if it creates its aggregate. */
    public Command onAnyVersion() {
        return requireVersions();
    }

    private Command requireVersions() {
        if (isCreating()) {
            throw Problem.of(ProblemCode.MALFORMED_REQUEST, "A creating command cannot expect a version")
                    .asException();
        }
        return this;
    }

    /** Returns this command with the given metadata in place of its current metadata. */
    public Command withMetadata(Map<String, String> other) {
        return new Command(id, key, aggregate, aggregateChosen, payload, expectedVersions, other);
    }

    /** The tenant in which the command runs. */
    Tenant tenant() {
        return Tenant.of(MetaData.from(metadata));
    }

    /** Returns this command in a tenant, so that it has another fingerprint than the same command of another one. */
    Command in(Tenant tenant) {
        if (tenant.equals(Tenant.MAIN)) {
            return this;
        }
        Map<String, String> all = new HashMap<>(metadata);
        all.put(Tenant.KEY, tenant.name());
        return withMetadata(all);
    }

    /** Returns this command as if the identifier of its aggregate had been generated. */
    Command withGeneratedAggregate() {
        return new Command(id, key, aggregate, false, payload, expectedVersions, metadata);
    }

    /** The fingerprint, which another command under the same identifier does not have. */
    String fingerprint() {
        return CommandFingerprint.of(this);
    }

    /** Whether the command creates its aggregate. */
    public boolean isCreating() {
        return payload instanceof Creating;
    }
}
