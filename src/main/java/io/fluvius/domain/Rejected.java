package io.fluvius.domain;

import io.fluvius.domain.record.Names;
import org.axonframework.commandhandling.CommandExecutionException;

/**
 * Rejects a command. The {@code decide} method of an aggregate throws it with the fact that forbids the command, a record
 * of the domain's family of rejections. The record is the details of the exception, and so also reaches a caller on another
 * node. No event is appended. Has no stack trace.
 */
@SuppressWarnings("serial")
public final class Rejected extends CommandExecutionException {

    private final Record reason;

    /** Rejects the command for this reason. */
    public Rejected(Record reason) {
        super("Rejected: " + Names.kebab(reason.getClass()), null, reason, false);
        this.reason = reason;
    }

    /** The fact that forbids the command. */
    public Record reason() {
        return reason;
    }
}
