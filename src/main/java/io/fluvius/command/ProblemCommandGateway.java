package io.fluvius.command;

import static org.axonframework.commandhandling.GenericCommandMessage.asCommandMessage;
import static org.axonframework.commandhandling.GenericCommandResultMessage.asCommandResultMessage;

import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;

/**
 * Axon's command gateway, whose failures are {@link ProblemException}s, also if the command was handled on another node. If
 * the outcome is unknown because that node cannot be reached, the outcome is looked up. Safe for use by many threads.
 */
final class ProblemCommandGateway extends DefaultCommandGateway {

    /** Most commands take far less; after this time, the sender receives the problem. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final Function<Command, Optional<CommandResponse>> outcomes;
    private final Failures failures;

    /** @param outcomes looks up the outcome of a command that may have been handled on another node */
    ProblemCommandGateway(Builder builder, Function<Command, Optional<CommandResponse>> outcomes, Failures failures) {
        super(builder);
        this.outcomes = outcomes;
        this.failures = failures;
    }

    @Override
    public <C, R> void send(C command, CommandCallback<? super C, ? super R> callback) {
        try {
            super.<C, R>send(command, (sent, result) -> answer(sent, result, callback));
        } catch (ProblemException refused) {
            callback.onResult(asCommandMessage(command), asCommandResultMessage(refused));
        }
    }

    @SuppressWarnings("unchecked") // the sender knows the type of the result
    private <C, R> void answer(
            CommandMessage<? extends C> sent,
            CommandResultMessage<? extends R> result,
            CommandCallback<? super C, ? super R> callback) {
        if (!result.isExceptional() || result.exceptionResult() instanceof ProblemException) {
            callback.onResult((CommandMessage<C>) sent, (CommandResultMessage<R>) result);
            return;
        }
        Problem problem = failures.problemOf(result.exceptionResult());
        if (problem.code() == ProblemCode.UNAVAILABLE && (CommandMessage<?>) sent instanceof PreparedCommand prepared) {
            // the lookup waits, and this thread belongs to the bus
            Thread.ofVirtual()
                    .name("outcome-" + sent.getIdentifier())
                    .start(() -> callback.onResult(
                            (CommandMessage<C>) sent, (CommandResultMessage<R>) outcome(prepared.command(), problem)));
        } else {
            callback.onResult(
                    (CommandMessage<C>) sent,
                    GenericCommandResultMessage.<R>asCommandResultMessage(problem.asException())
                            .withMetaData(result.getMetaData()));
        }
    }

    /** Looks the outcome up. While the command is being handled, it is looked up again for some seconds. */
    private CommandResultMessage<?> outcome(Command command, Problem problem) {
        Problem latest = problem;
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        while (true) {
            try {
                Optional<CommandResponse> known = outcomes.apply(command);
                if (known.isPresent()) {
                    return ResultMessages.message(known.get());
                }
            } catch (RuntimeException unknown) {
                latest = failures.problemOf(unknown);
            }
            if (!CommandReceipts.RUNNING.equals(latest.detail()) || System.nanoTime() > deadline || !isPaused()) {
                return asCommandResultMessage(latest.asException());
            }
        }
    }

    private static boolean isPaused() {
        try {
            Thread.sleep(POLL_INTERVAL);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
