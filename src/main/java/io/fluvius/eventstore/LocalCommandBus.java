package io.fluvius.eventstore;

import static org.axonframework.commandhandling.GenericCommandResultMessage.asCommandResultMessage;

import io.fluvius.problem.Failures;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolver;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.messaging.HandlerExecutionException;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;

/**
 * Axon's command bus without a transaction around each command, because the append of a command is a transaction. When a
 * command fails on commit, its result contains the problem, which reaches a sender on another node too.
 */
final class LocalCommandBus extends SimpleCommandBus {

    private final Failures failures;

    LocalCommandBus(Configuration configuration, DuplicateCommandHandlerResolver duplicates, Failures failures) {
        super(SimpleCommandBus.builder()
                .transactionManager(NoTransactionManager.instance())
                .duplicateCommandHandlerResolver(duplicates)
                .spanFactory(configuration.getComponent(CommandBusSpanFactory.class))
                .messageMonitor(configuration.messageMonitor(CommandBus.class, "commandBus")));
        this.failures = failures;
        registerHandlerInterceptor(new CorrelationDataInterceptor<>(configuration.correlationDataProviders()));
    }

    @Override
    protected <C, R> void handle(
            CommandMessage<C> command,
            MessageHandler<? super CommandMessage<?>> handler,
            CommandCallback<? super C, ? super R> callback) {
        super.<C, R>handle(command, handler, (sent, result) -> callback.onResult(sent, withProblem(result)));
    }

    private <R> CommandResultMessage<R> withProblem(CommandResultMessage<? extends R> result) {
        if (result.isExceptional() && !isPassedOn(result.exceptionResult())) {
            Throwable failure = result.exceptionResult();
            return asCommandResultMessage(
                    new CommandExecutionException("The command failed", failure, failures.problemOf(failure), false));
        }
        @SuppressWarnings("unchecked") // a result is read only
        CommandResultMessage<R> same = (CommandResultMessage<R>) result;
        return same;
    }

    /** An exception of a handler contains its details already. A lost race keeps its type, because the sender retries it. */
    private boolean isPassedOn(Throwable failure) {
        return failure instanceof HandlerExecutionException || failures.isLostRace(failure);
    }
}
