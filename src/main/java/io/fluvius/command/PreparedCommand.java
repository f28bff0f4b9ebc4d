package io.fluvius.command;

import io.fluvius.domain.AggregateId;
import io.fluvius.domain.Tenant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * The message of a valid command. Its metadata contains everything except the payload, so that another node can read the
 * command from it. Immutable.
 */
@SuppressWarnings("serial")
final class PreparedCommand extends GenericCommandMessage<Record> {

    /** Metadata: the resource to which the aggregate belongs. */
    static final String RESOURCE = "resource";
    /** Metadata: the version that the command expects, as text or a whole number; several, or none, separated by commas. */
    static final String EXPECTED_VERSION = "expectedVersion";

    /** Metadata: present if the identifier of the aggregate was generated, so that the sender did not choose it. */
    static final String GENERATED = "aggregateGenerated";

    private final Command command;
    /** Not in the metadata: a node that does not know of dry runs would execute the command. */
    private final boolean dryRun;

    private PreparedCommand(Command command, boolean dryRun, MetaData metadata) {
        super(new GenericMessage<>(command.id().toString(), command.payload(), metadata), command.key());
        this.command = command.in(Tenant.of(metadata));
        this.dryRun = dryRun;
    }

    /** Returns the message of a command. It belongs to the chain of causes of the message that this thread handles. */
    static PreparedCommand of(Command command) {
        return of(command, command.metadata());
    }

    /** Returns the message of a command with further metadata of another message. */
    static PreparedCommand of(Command command, Map<String, ?> metadata) {
        Map<String, Object> all = new HashMap<>(CurrentUnitOfWork.correlationData());
        // the id of the command that is handled belongs to its events
        all.remove(Command.COMMAND_ID);
        all.putAll(metadata);
        all.put(AggregateId.KEY, command.aggregate().id().toString());
        all.put(RESOURCE, command.aggregate().resource());
        if (!command.aggregateChosen()) {
            all.put(GENERATED, "true");
        }
        if (command.expectedVersions() != null) {
            // as text, because JSON sent between nodes does not distinguish long from int
            all.put(
                    EXPECTED_VERSION,
                    command.expectedVersions().stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        return new PreparedCommand(command, false, MetaData.from(all));
    }

    /** Returns the message that runs the command dry on this node. */
    PreparedCommand asDryRun() {
        return new PreparedCommand(command, true, getMetaData());
    }

    Command command() {
        return command;
    }

    boolean isDryRun() {
        return dryRun;
    }

    @Override
    public PreparedCommand withMetaData(Map<String, ?> metaData) {
        return new PreparedCommand(command, dryRun, MetaData.from(metaData));
    }

    @Override
    public PreparedCommand andMetaData(Map<String, ?> metaData) {
        return new PreparedCommand(command, dryRun, getMetaData().mergedWith(metaData));
    }
}
