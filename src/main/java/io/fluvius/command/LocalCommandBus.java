package io.fluvius.command;

import static org.axonframework.commandhandling.GenericCommandResultMessage.asCommandResultMessage;

import io.fluvius.domain.CommandResult;
import io.fluvius.problem.Failures;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.DuplicateCommandHandlerResolver;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.common.Registration;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Axon's command bus with what Fluvius promises about every command, whichever sender it has: it is prepared, executed as
 * {@link CommandExecution} specifies, and answered with a {@link CommandResult} or a {@link ProblemException} when the
 * outcome is durable.
 *
 * <p>A command that the handler of another command sends is a part of that command: it takes effect together with it, or not
 * at all, and has neither retries nor a receipt of a failure of its own. A command that any other handler sends is
 * independent of the handler's unit of work and transaction.
 *
 * <p>The bus has no transaction around a command, because the append of a command is a transaction.
 */
final class LocalCommandBus extends SimpleCommandBus {

    private static final Logger LOG = LoggerFactory.getLogger(LocalCommandBus.class);

    private final Set<String> subscribed = ConcurrentHashMap.newKeySet();
    private final CommandPreparation preparation;
    private final CommandExecution execution;
    private final IndependentWork independent;
    private final Failures failures;
    private final CommandMeters meters;

    LocalCommandBus(
            Configuration configuration,
            DuplicateCommandHandlerResolver duplicates,
            CommandPreparation preparation,
            CommandExecution execution,
            CommandResultInterceptor results,
            DryRunInterceptor dryRuns,
            IndependentWork independent,
            Failures failures,
            CommandMeters meters) {
        super(SimpleCommandBus.builder()
                .transactionManager(NoTransactionManager.instance())
                .duplicateCommandHandlerResolver(duplicates)
                .spanFactory(configuration.getComponent(CommandBusSpanFactory.class))
                .messageMonitor(configuration.messageMonitor(CommandBus.class, "commandBus")));
        this.preparation = preparation;
        this.execution = execution;
        this.independent = independent;
        this.failures = failures;
        this.meters = meters;
        registerHandlerInterceptor(new CorrelationDataInterceptor<>(configuration.correlationDataProviders()));
        registerHandlerInterceptor(results);
        registerHandlerInterceptor(dryRuns);
    }

    @Override
    public Registration subscribe(String commandName, MessageHandler<? super CommandMessage<?>> handler) {
        subscribed.add(commandName);
        return super.subscribe(commandName, handler);
    }

    /** The names of the commands that have had a handler. */
    Set<String> subscribed() {
        return Set.copyOf(subscribed);
    }

    @Override
    @SuppressWarnings("unchecked") // the payload of a prepared command has the same type
    protected <C, R> void doDispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        PreparedCommand prepared;
        try {
            prepared = preparation.prepare(command);
        } catch (ProblemException refused) {
            callback.onResult(command, asCommandResultMessage(refused));
            return;
        }
        super.doDispatch((CommandMessage<C>) (CommandMessage<?>) prepared, callback);
    }

    @Override
    @SuppressWarnings("unchecked") // the sender knows the type of the result
    protected <C, R> void handle(
            CommandMessage<C> command,
            MessageHandler<? super CommandMessage<?>> handler,
            CommandCallback<? super C, ? super R> callback) {
        PreparedCommand prepared = (PreparedCommand) (CommandMessage<?>) command;
        callback.onResult(command, (CommandResultMessage<R>) result(prepared, handler));
    }

    private CommandResultMessage<?> result(PreparedCommand command, MessageHandler<? super CommandMessage<?>> handler) {
        if (command.isDryRun()) {
            return asCommandResultMessage(independent.call(() -> identified(command, () -> dry(command, handler))));
        }
        return isPartOfAnother()
                ? nested(command, handler)
                : ResultMessages.message(independent.call(() -> identified(command, () -> measured(command, handler))));
    }

    /** What is logged meanwhile has the id of the command and that of the chain to which it belongs. */
    @SuppressWarnings("try") // the identifiers end with the block
    private static <R> R identified(PreparedCommand command, Supplier<R> execution) {
        Object correlation = command.getMetaData().getOrDefault(Command.CORRELATION_ID, command.getIdentifier());
        try (var commandId = MDC.putCloseable(Command.COMMAND_ID, command.getIdentifier());
                var correlationId = MDC.putCloseable(Command.CORRELATION_ID, correlation.toString())) {
            return execution.get();
        }
    }

    private CommandResponse measured(PreparedCommand command, MessageHandler<? super CommandMessage<?>> handler) {
        long start = System.nanoTime();
        CommandResponse response = execution.execute(command, () -> attempt(command, handler));
        Problem problem = response.error();
        meters.record(command.command().key(), problem, start);
        LOG.debug("{}: {}", command.command().key(), problem == null ? "success" : problem.code());
        return response;
    }

    private DryRun dry(PreparedCommand command, MessageHandler<? super CommandMessage<?>> handler) {
        return execution.executeDry(command.command(), () -> {
            try {
                attempt(command, handler);
            } catch (DryRunInterceptor.EndException end) {
                return end.result();
            }
            throw new IllegalStateException("The dry run was not rolled back");
        });
    }

    private static boolean isPartOfAnother() {
        return CurrentUnitOfWork.map(UnitOfWork::root)
                .filter(root -> root.getMessage() instanceof CommandMessage<?>
                        && root.phase().isBefore(UnitOfWork.Phase.COMMIT))
                .isPresent();
    }

    private CommandResultMessage<CommandResult> nested(
            PreparedCommand command, MessageHandler<? super CommandMessage<?>> handler) {
        try {
            CommittedCommand pending = attempt(command, handler);
            return asCommandResultMessage(
                    new CommandResult(command.command().aggregate(), pending.version, pending.position, false));
        } catch (RuntimeException | Error failure) {
            return asCommandResultMessage(
                    failures.isLostRace(failure)
                            ? failure
                            : failures.problemOf(failure).asException());
        }
    }

    private CommittedCommand attempt(PreparedCommand command, MessageHandler<? super CommandMessage<?>> handler) {
        FutureCallback<Record, Object> callback = new FutureCallback<>();
        super.handle(command, handler, callback);
        CommandResultMessage<?> outcome = callback.join();
        if (!outcome.isExceptional()) {
            return (CommittedCommand) outcome.getPayload();
        }
        switch (outcome.exceptionResult()) {
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case Throwable checked -> throw new CompletionException(checked);
        }
    }
}
