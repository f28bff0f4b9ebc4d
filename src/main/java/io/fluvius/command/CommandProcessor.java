package io.fluvius.command;

import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Flux;

/**
 * Processes commands. Thread-safe. Commands run on the processor's own threads, never on the caller's. Commands on the same
 * aggregate run in the order of their submission; commands on different aggregates run concurrently.
 */
public interface CommandProcessor {

    /**
     * Submits a command. The future completes when the outcome is durable. It never completes exceptionally: failures are
     * responses too. If a command with the same identifier was processed before, nothing runs and the response repeats the
     * first outcome.
     */
    CompletableFuture<CommandResponse> submit(Command command);

    /**
     * Processes commands, at most {@value #CONCURRENCY} concurrently. Emits one response per command, in the order of the
     * arguments and as early as that order allows. A failure does not stop the other commands. Processing starts on
     * subscription; after cancellation, no further command is submitted.
     */
    Flux<CommandResponse> process(Command... commands);

    /** The maximum number of concurrent commands of one {@link #process} call; enough to fill a group commit. */
    int CONCURRENCY = 64;
}
