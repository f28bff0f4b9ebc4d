package io.fluvius.command;

import io.fluvius.access.Caller;
import io.fluvius.access.CurrentCaller;
import io.fluvius.domain.AggregateRef;
import io.fluvius.problem.Failures;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.commandhandling.gateway.CommandGateway;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Dispatches commands through Axon's {@link CommandGateway}, those on one aggregate in the order of their submission. */
final class GatewayCommandProcessor implements CommandProcessor {

    private static final ContextSnapshotFactory CONTEXT =
            ContextSnapshotFactory.builder().build();

    private final CommandGateway gateway;
    private final CommandGateway dryRuns;
    private final Failures failures;
    private final CurrentCaller caller;
    private final OrderedExecutor<AggregateRef> executor;

    /**
     * @param dryRuns dispatches dry runs to this node
     * @param executor runs the commands that are submitted
     */
    GatewayCommandProcessor(
            CommandGateway gateway,
            CommandGateway dryRuns,
            Failures failures,
            CurrentCaller caller,
            Executor executor) {
        this.gateway = gateway;
        this.dryRuns = dryRuns;
        this.failures = failures;
        this.caller = caller;
        this.executor = new OrderedExecutor<>(executor);
    }

    @Override
    public CommandResponse execute(Command command) {
        PreparedCommand message = PreparedCommand.of(command);
        return executor.run(command.aggregate(), () -> send(message));
    }

    @Override
    public CompletableFuture<CommandResponse> submit(Command command) {
        PreparedCommand message = PreparedCommand.of(command);
        return inTurn(command, () -> send(message))
                .exceptionally(failure -> CommandResponse.failure(command, failures.problemOf(failure)));
    }

    @Override
    public CompletableFuture<DryRun> dryRun(Command command) {
        PreparedCommand message = PreparedCommand.of(command).asDryRun();
        return inTurn(command, () -> sendDry(message))
                .exceptionally(failure -> DryRun.failure(command, failures.problemOf(failure)));
    }

    @Override
    public Flux<CommandResponse> process(Command... commands) {
        return Flux.fromArray(commands)
                .flatMapSequential(command -> Mono.fromFuture(() -> submit(command)), CONCURRENCY, 1);
    }

    /** Runs a task on another thread for the sender of a command, and in its trace. */
    @SuppressWarnings("try") // the context ends with the block
    private <R> CompletableFuture<R> inTurn(Command command, Supplier<R> task) {
        ContextSnapshot context = CONTEXT.captureAll();
        Caller sender = caller.get();
        return executor.submit(command.aggregate(), () -> {
            try (ContextSnapshot.Scope scope = context.setThreadLocals()) {
                return caller.call(sender, task);
            }
        });
    }

    private DryRun sendDry(PreparedCommand message) {
        FutureCallback<Object, DryRun> result = new FutureCallback<>();
        dryRuns.send(message, result);
        CommandResultMessage<? extends DryRun> answer = result.join();
        return answer.isExceptional()
                ? DryRun.failure(message.command(), failures.problemOf(answer.exceptionResult()))
                : answer.getPayload();
    }

    private CommandResponse send(PreparedCommand message) {
        try {
            FutureCallback<Object, Object> result = new FutureCallback<>();
            gateway.send(message, result);
            return ResultMessages.response(message.command(), result.join(), failures);
        } catch (RuntimeException | Error failure) {
            return CommandResponse.failure(message.command(), failures.problemOf(failure));
        }
    }
}
