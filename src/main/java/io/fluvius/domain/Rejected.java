package io.fluvius.domain;

import io.fluvius.domain.record.Names;
import org.axonframework.commandhandling.CommandExecutionException;

/**
 * The domain says no. Thrown by an aggregate's {@code decide} with the fact that forbids the command, a record of the
 * domain's rejection family; the record is the exception's details and so reaches a caller on another node too.
 * Nothing is appended. Costs no stack trace.
 */
@SuppressWarnings("serial")
public final class Rejected extends CommandExecutionException {

    private final Record reason;

    /** Refuses the command for that reason. */
    public Rejected(Record reason) {
        super("Rejected: " + Names.kebab(reason.getClass()), null, reason, false);
        this.reason = reason;
    }

    /** The fact that forbids the command. */
    public Record reason() {
        return reason;
    }
}
