package io.fluvius.command;

import static org.axonframework.commandhandling.GenericCommandMessage.asCommandMessage;
import static org.axonframework.commandhandling.GenericCommandResultMessage.asCommandResultMessage;

import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
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
            super.<C, R>send(command, (sent, result) -> callback.onResult(sent, withProblem(sent, result)));
        } catch (ProblemException refused) {
            callback.onResult(asCommandMessage(command), asCommandResultMessage(refused));
        }
    }

    @SuppressWarnings("unchecked") // the sender knows the type of the result
    private <R> CommandResultMessage<R> withProblem(CommandMessage<?> sent, CommandResultMessage<? extends R> result) {
        if (!result.isExceptional() || result.exceptionResult() instanceof ProblemException) {
            return (CommandResultMessage<R>) result;
        }
        Problem problem = failures.problemOf(result.exceptionResult());
        if (problem.code() == ProblemCode.UNAVAILABLE && sent instanceof PreparedCommand prepared) {
            return (CommandResultMessage<R>) outcome(prepared.command(), problem);
        }
        return GenericCommandResultMessage.<R>asCommandResultMessage(problem.asException())
                .withMetaData(result.getMetaData());
    }

    private CommandResultMessage<?> outcome(Command command, Problem problem) {
        try {
            return outcomes.apply(command)
                    .<CommandResultMessage<?>>map(ResultMessages::message)
                    .orElseGet(() -> asCommandResultMessage(problem.asException()));
        } catch (RuntimeException unknown) {
            return asCommandResultMessage(failures.problemOf(unknown).asException());
        }
    }
}
