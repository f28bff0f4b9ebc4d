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
 * Axon's own, but without a transaction around each command, for what a command appends is one. A command that fails when
 * it commits is told as a problem, which reaches the sender on another node too.
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
        super.<C, R>handle(command, handler, (sent, result) -> callback.onResult(sent, told(result)));
    }

    private <R> CommandResultMessage<R> told(CommandResultMessage<? extends R> result) {
        if (result.isExceptional() && !isTold(result.exceptionResult())) {
            Throwable failure = result.exceptionResult();
            return asCommandResultMessage(
                    new CommandExecutionException("The command failed", failure, failures.problemOf(failure), false));
        }
        @SuppressWarnings("unchecked") // nobody writes into it
        CommandResultMessage<R> same = (CommandResultMessage<R>) result;
        return same;
    }

    private boolean isTold(Throwable failure) {
        return failure instanceof HandlerExecutionException || failures.isLostRace(failure);
    }
}
