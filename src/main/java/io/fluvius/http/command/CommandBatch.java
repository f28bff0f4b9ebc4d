package io.fluvius.http.command;

import io.fluvius.access.AccessPolicy;
import io.fluvius.command.Command;
import io.fluvius.command.CommandFactory;
import io.fluvius.command.CommandProcessor;
import io.fluvius.command.CommandResponse;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.micrometer.context.ContextSnapshotFactory;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Runs a batch. One thread reads commands as they arrive and submits them; the caller's thread writes the results in the
 * order of the commands, each as soon as it is available. At most {@link CommandProcessor#CONCURRENCY} commands are in
 * flight, so a client that reads its responses slowly slows the batch down and does not fill memory.
 */
final class CommandBatch {

    private static final ContextSnapshotFactory CONTEXT =
            ContextSnapshotFactory.builder().build();

    private static final Set<String> MEMBERS = Set.of("id", "command", "aggregate", "payload", "expectedVersion");
    private static final CompletableFuture<CommandOutcome> END = new CompletableFuture<>();

    /** What happens to the commands after one that failed. */
    enum OnFailure {
        /** They run. */
        CONTINUE,
        /** They are skipped. Each command therefore waits for the one before it. */
        STOP;

        static OnFailure parse(String @Nullable [] values) {
            String value = values == null ? "continue" : String.join(",", values);
            return switch (value) {
                case "continue" -> CONTINUE;
                case "stop" -> STOP;
                default ->
                    throw Problem.of(ProblemCode.MALFORMED_REQUEST, "Invalid parameter")
                            .at("/onFailure", "must be continue or stop")
                            .asException();
            };
        }
    }

    private final CommandFactory commands;
    private final Function<Command, CompletableFuture<CommandOutcome>> submission;
    private final Failures failures;
    private final AccessPolicy access;
    private final OnFailure onFailure;
    private final String path;
    private final BlockingQueue<CompletableFuture<CommandOutcome>> inFlight =
            new ArrayBlockingQueue<>(CommandProcessor.CONCURRENCY);
    private boolean broken;

    /** @param submission submits a command; the future never completes exceptionally */
    CommandBatch(
            CommandFactory commands,
            Function<Command, CompletableFuture<CommandOutcome>> submission,
            Failures failures,
            AccessPolicy access,
            OnFailure onFailure,
            String path) {
        this.commands = commands;
        this.submission = submission;
        this.failures = failures;
        this.access = access;
        this.onFailure = onFailure;
        this.path = path;
    }

    /** Runs the batch to its end. When the client disconnects, no further commands are read; those submitted still run. */
    void run(BatchEntries entries, BatchResults results) throws IOException {
        Thread reader = Thread.ofVirtual()
                .name("batch-reader")
                // the commands belong to the trace of this request
                .start(CONTEXT.captureAll().wrap(() -> read(entries)));
        try {
            write(results);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            reader.interrupt();
            // the container reuses the stream of this request for another one as soon as this method returns
            join(reader);
        }
    }

    private static void join(Thread reader) {
        try {
            reader.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(BatchResults results) throws IOException, InterruptedException {
        CompletableFuture<CommandOutcome> next = inFlight.take();
        while (next != END) {
            if (!next.isDone()) {
                results.flush();
            }
            results.add(CommandJson.of(next.join(), path));
            if (inFlight.isEmpty()) {
                results.flush();
            }
            next = inFlight.take();
        }
        results.end();
    }

    private void read(BatchEntries entries) {
        try {
            boolean failed = false;
            CompletableFuture<CommandOutcome> next = next(entries, false);
            while (next != END) {
                inFlight.put(next);
                failed = failed
                        || onFailure == OnFailure.STOP
                                && !next.join().response().isSuccess();
                next = next(entries, failed);
            }
            inFlight.put(END);
        } catch (InterruptedException disconnected) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<CommandOutcome> next(BatchEntries entries, boolean skip) {
        if (broken) {
            return END;
        }
        JsonNode entry;
        try {
            entry = entries.next();
        } catch (RuntimeException unreadable) {
            broken = !(unreadable instanceof ProblemException);
            return failed(MissingNode.getInstance(), failures.problemOf(unreadable));
        } catch (IOException disconnected) {
            return END;
        }
        if (entry == null) {
            return END;
        }
        return skip
                ? failed(entry, Problem.of(ProblemCode.SKIPPED, "An earlier command of the batch failed"))
                : submit(entry);
    }

    private CompletableFuture<CommandOutcome> submit(JsonNode entry) {
        String key = CommandEnvelope.key(entry);
        try {
            CommandEnvelope envelope = CommandEnvelope.of(entry, MEMBERS, name -> isOfPayload(key, name));
            if (key == null) {
                throw Problem.of(ProblemCode.MALFORMED_REQUEST, "The entry does not name a command")
                        .at("/command", "is required")
                        .asException();
            }
            access.requireCommand(commands.type(key).payload());
            return submission.apply(envelope.command(key, commands));
        } catch (RuntimeException refused) {
            return failed(entry, failures.problemOf(refused));
        }
    }

    private boolean isOfPayload(@Nullable String key, String name) {
        return key != null
                && commands.find(key).filter(type -> type.hasMember(name)).isPresent();
    }

    private static CompletableFuture<CommandOutcome> failed(JsonNode entry, Problem problem) {
        return CompletableFuture.completedFuture(CommandOutcome.of(CommandResponse.unreadable(
                CommandEnvelope.identifier(entry).orElse(null), CommandEnvelope.key(entry), problem)));
    }
}
