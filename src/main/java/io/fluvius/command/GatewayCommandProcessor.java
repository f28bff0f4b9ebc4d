package io.fluvius.command;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.domain.AggregateRef;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.progress.Position;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Dispatches commands through Axon's {@link CommandGateway}. A command that loses a race against a concurrent append is
 * retried as {@link LostRaceRetry} specifies, unless it expects a version. If a command fails and has a receipt because it
 * ran before, the response repeats its first outcome.
 */
final class GatewayCommandProcessor implements CommandProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayCommandProcessor.class);

    /** The decisions of a domain, which get a receipt. Other failures may have a different outcome on the next attempt. */
    private static final Set<ProblemCode> REJECTIONS = EnumSet.of(
            ProblemCode.REJECTED,
            ProblemCode.UNIQUE_VALUE_TAKEN,
            ProblemCode.ALREADY_EXISTS,
            ProblemCode.NOT_FOUND,
            ProblemCode.VERSION_MISMATCH);

    private final CommandGateway gateway;
    private final CommandReceipts receipts;
    private final Failures failures;
    private final Predicate<AggregateRef> aggregateExists;
    private final OrderedExecutor<AggregateRef> executor;
    private final LostRaceRetry retry;
    private final Semaphore running;

    /**
     * @param aggregateExists tests whether an aggregate has events, even if it was deleted since
     * @param executor runs the commands that are submitted
     * @param concurrency the maximum number of commands that run at the same time
     */
    GatewayCommandProcessor(
            CommandGateway gateway,
            CommandReceipts receipts,
            Failures failures,
            Predicate<AggregateRef> aggregateExists,
            Executor executor,
            int concurrency) {
        this.failures = failures;
        this.retry = new LostRaceRetry(failures);
        this.gateway = gateway;
        this.receipts = receipts;
        this.aggregateExists = aggregateExists;
        this.executor = new OrderedExecutor<>(executor);
        this.running = new Semaphore(concurrency);
    }

    @Override
    public CommandResponse execute(Command command) {
        // an interrupted thread closes the file of an embedded database when it reads
        boolean interrupted = Thread.interrupted();
        try {
            return executor.run(command.aggregate(), () -> run(command));
        } catch (Error failure) {
            return CommandResponse.failure(command, failures.problemOf(failure));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public CompletableFuture<CommandResponse> submit(Command command) {
        return executor.submit(command.aggregate(), () -> run(command))
                .exceptionally(failure -> CommandResponse.failure(command, failures.problemOf(failure)));
    }

    @Override
    public Flux<CommandResponse> process(Command... commands) {
        return Flux.fromArray(commands)
                .flatMapSequential(command -> Mono.fromFuture(() -> submit(command)), CONCURRENCY, 1);
    }

    private CommandResponse run(Command command) {
        running.acquireUninterruptibly();
        try {
            CommandResult result =
                    command.expectedVersion() == null ? retry.execute(() -> send(command)) : send(command);
            return CommandResponse.success(command, result.version, new Position(result.position));
        } catch (RuntimeException failure) {
            return replayOrFail(command, failure);
        } finally {
            running.release();
        }
    }

    private CommandResult send(Command command) {
        return gateway.<CommandResult>send(CommandMessages.message(command)).join();
    }

    private CommandResponse replayOrFail(Command command, RuntimeException failure) {
        // once, because an unexpected failure is logged each time
        Problem problem = failures.problemOf(failure);
        try {
            // a rejected command is looked up only when its receipt cannot be stored, because it has another one
            Optional<Receipt> first = isRejection(problem) ? Optional.empty() : receipts.find(command.id());
            return first.map(it -> replay(command, it)).orElseGet(() -> storeFailure(command, problem));
        } catch (RuntimeException receiptFailure) {
            LOG.debug("The receipt of command {} cannot be read or stored", command.id(), receiptFailure);
            // a decision without a receipt is hidden: the command could have a different outcome when it is sent again
            return CommandResponse.failure(
                    command, isRejection(problem) ? failures.problemOf(receiptFailure) : problem);
        }
    }

    private static boolean isRejection(Problem problem) {
        return REJECTIONS.contains(problem.code());
    }

    private CommandResponse storeFailure(Command command, Problem failure) {
        Problem problem = withExistence(command, failure);
        if (!isRejection(problem)) {
            return CommandResponse.failure(command, problem);
        }
        Receipt receipt = new Receipt(
                command.id(), command.key(), command.aggregate(), null, null, problem, fingerprint(command));
        try {
            receipts.store(receipt);
            return CommandResponse.failure(command, problem);
        } catch (RuntimeException notStored) {
            LOG.debug("The receipt of command {} cannot be stored", command.id(), notStored);
            return receipts.find(command.id())
                    .map(first -> replay(command, first))
                    .orElseThrow(() -> notStored);
        }
    }

    /** Returns the first outcome, or a failure if the receipt belongs to a different command. */
    private CommandResponse replay(Command command, Receipt first) {
        return first.isOf(command.key(), fingerprint(command))
                ? first.replayedResponse(command.key())
                : CommandResponse.failure(
                        command,
                        Problem.of(
                                ProblemCode.COMMAND_ID_REUSED,
                                "A different command was processed under this id; nothing was done"));
    }

    private static String fingerprint(Command command) {
        return CommandFingerprint.of(command.payload(), command.aggregate());
    }

    /** A creating command on an existing aggregate fails with {@link ProblemCode#ALREADY_EXISTS}, whatever else it violates. */
    private Problem withExistence(Command command, Problem problem) {
        boolean isDecided = isRejection(problem) || problem.code() == ProblemCode.CONFLICT;
        return command.isCreating() && isDecided && aggregateExists.test(command.aggregate())
                ? Problem.of(
                        ProblemCode.ALREADY_EXISTS,
                        "A " + command.aggregate().resource() + " with this id already exists")
                : problem;
    }
}
