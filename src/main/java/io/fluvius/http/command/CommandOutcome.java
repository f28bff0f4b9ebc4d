package io.fluvius.http.command;

import io.fluvius.command.CommandResponse;
import io.fluvius.command.DryRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the response says about a command.
 *
 * @param events the events that the command would append; null unless this is a dry run that succeeded
 */
record CommandOutcome(CommandResponse response, @Nullable List<DryRun.Event> events) {

    static CommandOutcome of(CommandResponse response) {
        return new CommandOutcome(response, null);
    }

    static CommandOutcome of(DryRun dryRun) {
        return new CommandOutcome(dryRun.response(), dryRun.response().isSuccess() ? dryRun.events() : null);
    }
}
