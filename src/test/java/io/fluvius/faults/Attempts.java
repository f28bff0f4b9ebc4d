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

/** How often each command was decided. Safe for use by many threads. */
final class Attempts implements MessageHandlerInterceptor<CommandMessage<?>> {

    /** The first one and five more. */
    private static final int BEFORE_CONFLICT = 6;

    private final Map<UUID, AtomicInteger> attempts = new ConcurrentHashMap<>();

    /** Counts on these nodes. */
    static Attempts on(ConfigurableApplicationContext... nodes) {
        Attempts counted = new Attempts();
        for (ConfigurableApplicationContext node : nodes) {
            node.getBean(CommandBus.class).registerHandlerInterceptor(counted);
        }
        return counted;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain) throws Exception {
        UUID command = UUID.fromString(work.getMessage().getIdentifier());
        attempts.computeIfAbsent(command, first -> new AtomicInteger()).incrementAndGet();
        return chain.proceed();
    }

    /** How many commands were decided more than once. */
    long repeated() {
        return attempts.values().stream().filter(times -> times.get() > 1).count();
    }

    /** Fails if a client was told of a conflict before the command was tried as often as it has to be. */
    void assertConflictsCameLast(Ledger ledger) {
        ledger.ended().keySet().forEach(order -> {
            int conflicts =
                    (int) ledger.conflicts().stream().filter(order::equals).count();
            assertThat(attempts.get(order.id()).get())
                    .as("%s", order)
                    .isBetween(BEFORE_CONFLICT * conflicts + 1, BEFORE_CONFLICT * (conflicts + 1));
        });
    }
}
