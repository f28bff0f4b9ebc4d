package io.fluvius.command;

import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Flux;

/**
 * Runs commands. Safe for use by many threads; a command runs on a thread of the processor's own, never the caller's.
 * Commands on one aggregate run in the order in which they were handed over, others side by side.
 */
public interface CommandProcessor {

    /**
     * Runs one command. The future completes when the outcome is durable, and never exceptionally: a failure is a
     * response too. Handing over a command whose identifier was processed before runs nothing and gives the first
     * outcome again.
     */
    CompletableFuture<CommandResponse> submit(Command command);

    /**
     * Runs commands, at most {@value #CONCURRENCY} side by side: one response a command, in the order given, each as
     * soon as it is known. A failure does not stop the others. Nothing runs before the stream is subscribed to;
     * cancelling it hands over no further command.
     */
    Flux<CommandResponse> process(Command... commands);

    /** How many commands of one {@link #process} run side by side: enough to fill a database's commit groups. */
    int CONCURRENCY = 64;
}
