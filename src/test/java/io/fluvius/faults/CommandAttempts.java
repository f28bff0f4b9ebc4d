package io.fluvius.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.context.ConfigurableApplicationContext;

/** Counts how often each command is handled. Safe for use by many threads. */
final class CommandAttempts implements MessageHandlerInterceptor<CommandMessage<?>> {

    /** The first attempt and five retries. */
    private static final int ATTEMPTS_PER_REQUEST = 6;

    private final Map<UUID, AtomicInteger> attempts = new ConcurrentHashMap<>();

    /** Counts the commands of these nodes. */
    static CommandAttempts on(ConfigurableApplicationContext... nodes) {
        CommandAttempts attempts = new CommandAttempts();
        for (ConfigurableApplicationContext node : nodes) {
            node.getBean(CommandBus.class).registerHandlerInterceptor(attempts);
        }
        return attempts;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain) throws Exception {
        UUID command = UUID.fromString(work.getMessage().getIdentifier());
        attempts.computeIfAbsent(command, first -> new AtomicInteger()).incrementAndGet();
        return chain.proceed();
    }

    /** The number of commands that were handled more than once. */
    long repeated() {
        return attempts.values().stream().filter(times -> times.get() > 1).count();
    }

    /** Fails if a client received {@code conflict} before the command was handled as often as it has to be. */
    void assertConflictsCameLast(CommandResults results) {
        results.completed().keySet().forEach(command -> {
            int conflicts =
                    (int) results.conflicts().stream().filter(command::equals).count();
            assertThat(attempts.get(command.id()).get())
                    .as("%s", command)
                    .isBetween(ATTEMPTS_PER_REQUEST * conflicts + 1, ATTEMPTS_PER_REQUEST * (conflicts + 1));
        });
    }
}
