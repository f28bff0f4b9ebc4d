package io.fluvius.command;

import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Flux;

/**
 * Processes commands. Thread-safe. Commands on the same aggregate run in the order of their submission; commands on different
 * aggregates run concurrently.
 */
public interface CommandProcessor {

    /**
     * Processes a command on the calling thread, and returns when the outcome is durable. This is faster than waiting for
     * {@link #submit}, because no thread waits for another one. Throws no exception: failures are responses too. If a command
     * with the same identifier was processed before, nothing runs and the response repeats the first outcome. An interrupt
     * does not end the call; the thread is interrupted again when it returns.
     */
    CommandResponse execute(Command command);

    /**
     * Submits a command, which runs on a thread of the processor. The future completes when the outcome is durable. It never
     * completes exceptionally: failures are responses too. If a command with the same identifier was processed before,
     * nothing runs and the response repeats the first outcome.
     */
    CompletableFuture<CommandResponse> submit(Command command);

    /**
     * Processes commands, at most {@value #CONCURRENCY} concurrently. Emits one response per command, in the order of the
     * arguments and as early as that order allows. A failure does not stop the other commands. Processing starts on
     * subscription; after cancellation, no further command is submitted.
     */
    Flux<CommandResponse> process(Command... commands);

    /**
     * Handles a command without effect, on a thread of the processor: it is checked and decided as by {@link #submit}, on the
     * present state, and then rolled back. Nothing is written, counted or published. The future never completes exceptionally:
     * failures are responses too. A handler of a command must not wait for it. It runs on this node, also where other nodes
     * handle commands.
     */
    CompletableFuture<DryRun> dryRun(Command command);

    /** The maximum number of concurrent commands of one {@link #process} call; enough to fill a group commit. */
    int CONCURRENCY = 64;
}
