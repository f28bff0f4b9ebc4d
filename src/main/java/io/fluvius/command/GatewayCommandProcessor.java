package io.fluvius.command;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.domain.AggregateRef;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.progress.Position;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends commands through Axon's {@link CommandGateway}. A command that lost a race is decided again on the new state, up
 * to {@value #RETRIES} times with growing pauses, unless it expects a version. A command that fails is looked up among
 * the receipts: when it ran before, its first outcome is told again.
 */
final class GatewayCommandProcessor implements CommandProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayCommandProcessor.class);

    /** Enough for a handful of nodes that decide on one aggregate at once; about 0.3 s of pauses altogether. */
    private static final int RETRIES = 5;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

    /** What a domain decided. Other failures are none of its business and may end otherwise the next time. */
    private static final Set<ProblemCode> DECIDED = EnumSet.of(
            ProblemCode.REJECTED,
            ProblemCode.UNIQUE_VALUE_TAKEN,
            ProblemCode.ALREADY_EXISTS,
            ProblemCode.NOT_FOUND,
            ProblemCode.VERSION_MISMATCH);

    private final CommandGateway gateway;
    private final CommandReceipts receipts;
    private final Failures failures;
    private final AggregateExistence existence;
    private final OrderedExecutor<AggregateRef> lanes;
    private final RetryTemplate retries;

    GatewayCommandProcessor(
            CommandGateway gateway,
            CommandReceipts receipts,
            Failures failures,
            AggregateExistence existence,
            Executor executor) {
        this.failures = failures;
        this.retries = new RetryTemplate(RetryPolicy.builder()
                .maxRetries(RETRIES)
                .delay(FIRST_PAUSE)
                .multiplier(2)
                .jitter(FIRST_PAUSE)
                .predicate(failures::isLostRace)
                .build());
        this.gateway = gateway;
        this.receipts = receipts;
        this.existence = existence;
        this.lanes = new OrderedExecutor<>(executor);
    }

    @Override
    public CompletableFuture<CommandResponse> submit(Command command) {
        return lanes.submit(command.aggregate(), () -> run(command))
                .exceptionally(failure -> CommandResponse.failure(command, failures.problemOf(failure)));
    }

    @Override
    public Flux<CommandResponse> process(Command... commands) {
        return Flux.fromArray(commands)
                .flatMapSequential(command -> Mono.fromFuture(() -> submit(command)), CONCURRENCY, 1);
    }

    private CommandResponse run(Command command) {
        try {
            CommandResult outcome = command.expectedVersion() == null ? sendWithRetries(command) : send(command);
            return CommandResponse.success(command, outcome.version, new Position(outcome.position));
        } catch (RuntimeException failure) {
            return failed(command, failure);
        }
    }

    private CommandResult sendWithRetries(Command command) {
        try {
            return retries.execute(() -> send(command));
        } catch (RetryException exhausted) {
            throw new CompletionException(exhausted.getCause());
        }
    }

    private CommandResult send(Command command) {
        return gateway.<CommandResult>send(CommandMessages.message(command)).join();
    }

    private CommandResponse failed(Command command, RuntimeException failure) {
        try {
            return receipts.find(command.id())
                    .map(first -> replay(command, first))
                    .orElseGet(() -> refused(command, failure));
        } catch (RuntimeException unreachable) {
            LOG.debug("No receipt can be had of the command {}", command.id(), unreachable);
            return CommandResponse.failure(command, withoutReceipt(failure, unreachable));
        }
    }

    /** A decision that cannot be kept is not told: sent again, the command might be decided otherwise. */
    private Problem withoutReceipt(RuntimeException failure, RuntimeException unreachable) {
        Problem problem = failures.problemOf(failure);
        return DECIDED.contains(problem.code()) ? failures.problemOf(unreachable) : problem;
    }

    private CommandResponse refused(Command command, RuntimeException failure) {
        Problem problem = problemOf(command, failure);
        if (!DECIDED.contains(problem.code())) {
            return CommandResponse.failure(command, problem);
        }
        Receipt receipt = new Receipt(
                command.id(), command.key(), command.aggregate(), null, null, problem, fingerprint(command));
        try {
            receipts.store(receipt);
            return CommandResponse.failure(command, problem);
        } catch (RuntimeException notKept) {
            LOG.debug("The receipt of the command {} cannot be kept", command.id(), notKept);
            return receipts.find(command.id())
                    .map(first -> replay(command, first))
                    .orElseThrow(() -> notKept);
        }
    }

    /** The first outcome, unless it is that of something else. */
    private CommandResponse replay(Command command, Receipt first) {
        boolean same = first.command().equals(command.key())
                && (first.fingerprint() == null || first.fingerprint().equals(fingerprint(command)));
        return same
                ? first.replayedResponse()
                : CommandResponse.failure(
                        command,
                        Problem.of(
                                ProblemCode.COMMAND_ID_REUSED, "Another command ran under this id; nothing was done"));
    }

    private static String fingerprint(Command command) {
        return CommandFingerprint.of(command.payload(), command.aggregate());
    }

    /** A creating command that fails on an identifier in use is told so, whatever else the domain had against it. */
    private Problem problemOf(Command command, RuntimeException failure) {
        Problem problem = failures.problemOf(failure);
        boolean decided = DECIDED.contains(problem.code()) || problem.code() == ProblemCode.CONFLICT;
        return command.isCreating() && decided && existence.test(command.aggregate())
                ? Problem.of(
                        ProblemCode.ALREADY_EXISTS, "A " + command.aggregate().resource() + " with this id exists")
                : problem;
    }
}
