package io.fluvius.command;

import io.fluvius.domain.Position;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Receipts in memory. Every command that succeeds gets the next position. */
final class InMemoryReceipts implements CommandReceipts, SuccessReceipts {

    final Map<UUID, Receipt> stored = new ConcurrentHashMap<>();
    final AtomicInteger lookups = new AtomicInteger();

    @Override
    public void store(Receipt receipt) {
        if (stored.putIfAbsent(receipt.commandId(), receipt) != null) {
            throw new IllegalStateException("The command has a receipt");
        }
    }

    @Override
    public Optional<Receipt> find(UUID commandId) {
        lookups.incrementAndGet();
        return Optional.ofNullable(stored.get(commandId));
    }

    @Override
    public void storeOnCommit(UnitOfWork<?> work, Supplier<Outcome> outcome, Consumer<Position> durable) {
        work.root().onCommit(committing -> {
            Receipt receipt = outcome.get().receipt().withPosition(new Position(stored.size()));
            if (stored.containsKey(receipt.commandId())) {
                throw new IllegalStateException("The command has a receipt");
            }
            durable.accept(new Position(stored.size()));
            work.root().afterCommit(committed -> store(receipt));
        });
    }
}
