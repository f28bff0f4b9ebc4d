package io.fluvius.command;

import io.fluvius.domain.AggregateRef;
import io.fluvius.problem.Failures;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.commandhandling.gateway.CommandGateway;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Dispatches commands through Axon's {@link CommandGateway}, those on one aggregate in the order of their submission. */
final class GatewayCommandProcessor implements CommandProcessor {

    private static final ContextSnapshotFactory CONTEXT =
            ContextSnapshotFactory.builder().build();

    private final CommandGateway gateway;
    private final Failures failures;
    private final OrderedExecutor<AggregateRef> executor;

    /** @param executor runs the commands that are submitted */
    GatewayCommandProcessor(CommandGateway gateway, Failures failures, Executor executor) {
        this.gateway = gateway;
        this.failures = failures;
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
        ContextSnapshot sender = CONTEXT.captureAll();
        return executor.submit(command.aggregate(), () -> send(message, sender))
                .exceptionally(failure -> CommandResponse.failure(command, failures.problemOf(failure)));
    }

    @Override
    public Flux<CommandResponse> process(Command... commands) {
        return Flux.fromArray(commands)
                .flatMapSequential(command -> Mono.fromFuture(() -> submit(command)), CONCURRENCY, 1);
    }

    /** Sends a command on another thread, in the trace of its sender. */
    @SuppressWarnings("try") // the context ends with the block
    private CommandResponse send(PreparedCommand message, ContextSnapshot sender) {
        try (ContextSnapshot.Scope context = sender.setThreadLocals()) {
            return send(message);
        }
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
