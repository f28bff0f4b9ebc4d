package io.fluvius.console.bulk;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.Caller;
import io.fluvius.access.CurrentCaller;
import io.fluvius.command.Command;
import io.fluvius.command.CommandFactory;
import io.fluvius.command.CommandProcessor;
import io.fluvius.domain.AggregateRef;
import io.fluvius.http.request.ShownJson;
import io.fluvius.operations.OperatorActions;
import io.fluvius.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.stereotype.Service;

/**
 * Keeps the bulks of this node and makes their passes, each on a thread of its own, with at most
 * {@link CommandProcessor#CONCURRENCY} commands at a time. They are kept in memory: when the node stops, a run ends after the
 * commands that were sent, and its page is gone. Safe for use by many threads.
 */
@Service
class BulkRunner {

    /** More than people look at; the oldest one that is not going is forgotten first. */
    private static final int KEPT = 50;

    private final CommandFactory commands;
    private final CommandProcessor processor;
    private final OperatorActions actions;
    private final AccessPolicy access;
    private final CurrentCaller callers;
    private final Map<UUID, Bulk> bulks = new LinkedHashMap<>();

    BulkRunner(
            CommandFactory commands,
            CommandProcessor processor,
            OperatorActions actions,
            AccessPolicy access,
            CurrentCaller callers) {
        this.commands = commands;
        this.processor = processor;
        this.actions = actions;
        this.access = access;
        this.callers = callers;
    }

    synchronized Bulk add(Bulk bulk) {
        bulks.put(bulk.id(), bulk);
        while (bulks.size() > KEPT) {
            Optional<UUID> oldest = bulks.values().stream()
                    .filter(it -> !it.isGoing())
                    .map(Bulk::id)
                    .findFirst();
            if (oldest.isEmpty()) {
                break;
            }
            bulks.remove(oldest.get());
        }
        return bulk;
    }

    /** Finds a bulk of the caller. */
    synchronized Optional<Bulk> find(UUID id) {
        return Optional.ofNullable(bulks.get(id)).filter(bulk -> bulk.isOf(access.caller()));
    }

    /**
     * Finds out what the command would do, and writes nothing.
     *
     * @throws ProblemException if the payload is invalid for every aggregate
     */
    void preview(Bulk bulk, Bulk.Order order) {
        access.requireCommand(order.type().payload());
        CommandFactory unmeasured = commands.unmeasured();
        command(unmeasured, order, bulk.aggregates().getFirst());
        bulk.beginPreview(order)
                .ifPresent(pass -> start(
                        "bulk-preview",
                        validity -> pass(
                                bulk.aggregates(),
                                pass,
                                validity,
                                aggregate -> processor
                                        .dryRun(command(unmeasured, order, aggregate))
                                        .thenAccept(outcome -> pass.add(
                                                outcome.response(),
                                                outcome.events().isEmpty(),
                                                aggregate)))));
    }

    /** Sends the command to every aggregate, once. */
    void run(Bulk bulk) {
        Bulk.Order order = bulk.progress().order();
        if (order == null) {
            return;
        }
        String key = order.type().key();
        access.requireCommand(order.type().payload());
        bulk.beginRun().ifPresent(pass -> {
            OperatorActions.Running record = actions.start(
                    "send-commands",
                    key,
                    Map.of(
                            "view",
                            bulk.view().path(),
                            "aggregates",
                            bulk.aggregates().size(),
                            "payload",
                            // the record outlives the person
                            ShownJson.withoutPersonalData(order.type().payload(), order.payload())));
            start("bulk-run", validity -> {
                try {
                    pass(
                            bulk.aggregates(),
                            pass,
                            validity,
                            aggregate -> processor
                                    .submit(command(commands, order, aggregate))
                                    .thenAccept(response -> pass.add(response, false, aggregate)));
                    record.succeed();
                } catch (RuntimeException failure) {
                    throw record.fail(failure);
                }
            });
        });
    }

    private static Command command(CommandFactory commands, Bulk.Order order, UUID aggregate) {
        return commands.create(
                order.type().key(),
                order.payload(),
                AggregateRef.of(order.type().resource(), aggregate));
    }

    /** Makes a pass for the present caller, on a thread of its own. */
    private void start(String name, Consumer<BooleanSupplier> pass) {
        Caller caller = callers.get();
        BooleanSupplier validity = callers.validity();
        Thread.ofVirtual()
                .name(name)
                .start(() -> callers.call(caller, () -> {
                    pass.accept(validity);
                    return caller;
                }));
    }

    /** Returns when all commands that were sent have ended. Stops when the credentials of the caller are not accepted any more. */
    static void pass(
            List<UUID> aggregates,
            BulkPass pass,
            BooleanSupplier validity,
            Function<UUID, CompletableFuture<Void>> submission) {
        Semaphore free = new Semaphore(CommandProcessor.CONCURRENCY);
        try {
            for (UUID aggregate : aggregates) {
                free.acquire();
                if (!validity.getAsBoolean()) {
                    pass.stop();
                }
                if (!pass.sendsNext()) {
                    free.release();
                    break;
                }
                submission.apply(aggregate).whenComplete((outcome, failure) -> free.release());
            }
            free.acquire(CommandProcessor.CONCURRENCY);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            pass.end();
        }
    }

    /** Lets the passes end before what they use is closed. */
    @PreDestroy
    synchronized void stop() {
        bulks.values().forEach(bulk -> {
            Bulk.Progress progress = bulk.progress();
            for (BulkPass pass : new BulkPass[] {progress.preview(), progress.run()}) {
                if (pass != null) {
                    pass.stop();
                }
            }
        });
    }
}
