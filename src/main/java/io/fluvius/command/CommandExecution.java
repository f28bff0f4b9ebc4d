package io.fluvius.command;

import io.fluvius.command.CommandReceipts.Receipt;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Automation;
import io.fluvius.personal.PersonalProblems;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.Redaction;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes the commands that reach this node: those of one aggregate one at a time, and again when they lose a race against
 * a concurrent append, as {@link LostRaceRetry} specifies, unless they expect a version. A command that is rejected gets a
 * receipt, unless an automation sent it. If a command fails and has a receipt because it ran before, the response repeats
 * its first outcome. Safe for use by many threads.
 */
final class CommandExecution {

    private static final Logger LOG = LoggerFactory.getLogger(CommandExecution.class);

    /** The decisions of a domain, which get a receipt. Other failures may have a different outcome on the next attempt. */
    private static final Set<ProblemCode> REJECTIONS = EnumSet.of(
            ProblemCode.REJECTED, ProblemCode.UNIQUE_VALUE_TAKEN, ProblemCode.ALREADY_EXISTS, ProblemCode.NOT_FOUND);

    private final CommandReceipts receipts;
    private final Failures failures;
    private final Predicate<AggregateRef> aggregateExists;
    private final Predicate<Command> writesOfForgotten;
    private final OrderedExecutor<AggregateRef> turns = new OrderedExecutor<>(Runnable::run);
    private final LostRaceRetry retry;
    private final Semaphore running;

    /**
     * @param aggregateExists tests whether an aggregate has events, even if it was deleted since
     * @param writesOfForgotten tests whether a command contains personal data of a person who was forgotten
     * @param concurrency the maximum number of commands that run at the same time
     */
    CommandExecution(
            CommandReceipts receipts,
            Failures failures,
            Predicate<AggregateRef> aggregateExists,
            Predicate<Command> writesOfForgotten,
            int concurrency) {
        this.receipts = receipts;
        this.writesOfForgotten = writesOfForgotten;
        this.failures = failures;
        this.aggregateExists = aggregateExists;
        this.retry = new LostRaceRetry(failures);
        this.running = new Semaphore(concurrency);
    }

    /**
     * Executes a command on the calling thread. Throws no exception: failures are responses too. An interrupt does not end the
     * call; the thread is interrupted again when it returns.
     *
     * @param attempt handles the command once, and returns when the outcome is durable
     */
    CommandResponse execute(PreparedCommand message, Supplier<CommittedCommand> attempt) {
        return inTurn(message.command(), () -> run(message, attempt));
    }

    /**
     * Executes a dry run as {@link #execute} does a command, but stores no receipt of a failure. Nothing is appended that could
     * lose a race.
     *
     * @param attempt handles the command once, and rolls it back
     */
    DryRun executeDry(Command command, Supplier<DryRun> attempt) {
        return inTurn(command, () -> runDry(command, attempt));
    }

    private <R> R inTurn(Command command, Supplier<R> execution) {
        // an interrupted thread closes the file of an embedded database when it reads
        boolean interrupted = Thread.interrupted();
        try {
            return turns.run(command.aggregate(), () -> limited(execution));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <R> R limited(Supplier<R> execution) {
        running.acquireUninterruptibly();
        try {
            return execution.get();
        } finally {
            running.release();
        }
    }

    private CommandResponse run(PreparedCommand message, Supplier<CommittedCommand> attempt) {
        Command command = message.command();
        try {
            CommittedCommand committed =
                    command.expectedVersions() == null ? retry.execute(() -> attempt(command, attempt)) : attempt.get();
            return CommandResponse.success(command, committed.version, committed.position);
        } catch (RuntimeException | Error failure) {
            return replayOrFail(message, failure);
        }
    }

    private DryRun runDry(Command command, Supplier<DryRun> attempt) {
        try {
            return firstOutcome(command).map(DryRun::withoutEvents).orElseGet(() -> decideDry(command, attempt));
        } catch (RuntimeException | Error failure) {
            return DryRun.failure(command, failures.problemOf(failure));
        }
    }

    private DryRun decideDry(Command command, Supplier<DryRun> attempt) {
        try {
            return attempt.get();
        } catch (RuntimeException | Error failure) {
            return DryRun.failure(command, withExistence(command, failures.problemOf(failure)));
        }
    }

    /** A creating command on an aggregate that exists would lose every race; it is not handled again. */
    private CommittedCommand attempt(Command command, Supplier<CommittedCommand> attempt) {
        try {
            return attempt.get();
        } catch (RuntimeException failure) {
            throw command.isCreating() && failures.isLostRace(failure) && aggregateExists.test(command.aggregate())
                    ? new LostRaceRetry.HopelessException(failure)
                    : failure;
        }
    }

    private CommandResponse replayOrFail(PreparedCommand message, Throwable failure) {
        Command command = message.command();
        // once, because an unexpected failure is logged each time
        Problem problem = failures.problemOf(failure);
        try {
            // a rejected command is looked up only when its receipt cannot be stored, because it has another one; and
            // where
            // the store cannot be reached, the lookup would only wait as long again
            boolean isLookedUp = !isRejection(problem) && problem.code() != ProblemCode.UNAVAILABLE;
            Optional<CommandResponse> first = isLookedUp ? firstOutcome(command) : Optional.empty();
            return first.orElseGet(() -> storeFailure(message, problem));
        } catch (RuntimeException receiptFailure) {
            LOG.debug(
                    "The receipt of command {} cannot be read or stored",
                    command.id(),
                    Redaction.redact(receiptFailure));
            // a decision without a receipt is hidden: the command could have a different outcome when it is sent again
            return CommandResponse.failure(
                    command, isRejection(problem) ? failures.problemOf(receiptFailure) : problem);
        }
    }

    /** An automation sends the same command again until it succeeds, so a rejection is not its final outcome. */
    private static boolean isDecidedAgain(PreparedCommand message) {
        return message.getMetaData().containsKey(Automation.CHAIN);
    }

    private static boolean isRejection(Problem problem) {
        return REJECTIONS.contains(problem.code());
    }

    private CommandResponse storeFailure(PreparedCommand message, Problem failure) {
        Command command = message.command();
        Problem problem = withExistence(command, failure);
        // a receipt would contain the fingerprint of what is not to be known any more
        boolean isWithoutReceipt = problem.code() == ProblemCode.PERSON_FORGOTTEN;
        if (!isRejection(problem) && !isWithoutReceipt) {
            return CommandResponse.failure(command, problem);
        }
        if (isWithoutReceipt || isDecidedAgain(message)) {
            return firstOutcome(command).orElseGet(() -> CommandResponse.failure(command, problem));
        }
        try {
            receipts.store(Receipt.ofFailure(command, problem));
            return CommandResponse.failure(command, problem);
        } catch (RuntimeException notStored) {
            LOG.debug("The receipt of command {} cannot be stored", command.id(), Redaction.redact(notStored));
            return firstOutcome(command).orElseThrow(() -> notStored);
        }
    }

    /**
     * Returns the outcome of an earlier command with the same identifier, or a failure if that was a different command; empty
     * if there was no such command.
     */
    Optional<CommandResponse> firstOutcome(Command command) {
        return receipts.find(command.id()).map(receipt -> receipt.responseTo(command));
    }

    /** A creating command on an existing aggregate fails with {@link ProblemCode#ALREADY_EXISTS}, whatever else it violates. */
    private Problem withExistence(Command command, Problem failure) {
        boolean isDecided = isRejection(failure) || failure.code() == ProblemCode.CONFLICT;
        Problem problem = command.isCreating() && isDecided && aggregateExists.test(command.aggregate())
                ? Problem.of(ProblemCode.ALREADY_EXISTS, CommandFailures.ID_IN_USE)
                : failure;
        boolean mayBeForgotten =
                problem.code() == ProblemCode.ALREADY_EXISTS || problem.code() == ProblemCode.NOT_FOUND;
        return mayBeForgotten && writesOfForgotten.test(command)
                ? PersonalProblems.forgottenException().problem()
                : problem;
    }
}
