package io.fluvius.eventstore.append;

import io.fluvius.command.SuccessReceipts.Outcome;
import io.fluvius.domain.Position;
import io.fluvius.domain.UniqueValues;
import io.fluvius.eventstore.event.NewKeys;
import io.fluvius.eventstore.event.StoredEvent;
import io.fluvius.eventstore.unique.ClaimMetadata;
import io.fluvius.eventstore.unique.TransactionalUniqueValues;
import io.fluvius.eventstore.unique.UnitOfWorkResource;
import io.fluvius.eventstore.unique.ValueChanges;
import io.fluvius.eventstore.unique.ValueClaim;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Collects the events, unique values and receipts of a unit of work, and writes them as one {@link Append} when the unit of
 * work commits. The unit of work fails when the append fails. Used by one thread.
 */
final class UnitOfWorkAppend implements UnitOfWorkResource {

    private final AppendLog log;
    private final List<EventMessage<?>> events = new ArrayList<>();
    private final ValueChanges values = new ValueChanges();
    private final List<PendingOutcome> outcomes = new ArrayList<>();

    private UnitOfWorkAppend(AppendLog log) {
        this.log = log;
    }

    /**
     * Applies a change to the append of the current unit of work. Without a unit of work that has yet to commit, the change
     * is durable when this returns.
     */
    static void with(AppendLog log, Consumer<UnitOfWorkAppend> change) {
        UnitOfWorkResource.with(UnitOfWorkAppend.class, () -> new UnitOfWorkAppend(log), change);
    }

    /** Unique values that are claimed and released in the append of the current unit of work. */
    static UniqueValues uniqueValues(AppendLog log) {
        return new TransactionalUniqueValues(change -> with(log, append -> change.accept(append.values)));
    }

    /** The values that the current unit of work claims. */
    static List<ValueClaim> claims() {
        return UnitOfWorkResource.current(UnitOfWorkAppend.class)
                .map(append -> append.values.claims())
                .orElse(List.of());
    }

    void addEvents(List<? extends EventMessage<?>> messages) {
        events.addAll(messages);
    }

    /**
     * Adds the outcome of a command, to be stored with the append.
     *
     * @param outcome called on commit, when the events have their sequence numbers
     * @param onDurable receives the position when the append is durable, on the thread that commits
     */
    void addOutcome(Supplier<Outcome> outcome, Consumer<Position> onDurable) {
        outcomes.add(new PendingOutcome(outcome, onDurable));
    }

    @Override
    public void commit() {
        List<ValueClaim> claims = values.claims();
        List<ValueClaim> releases = values.releases();
        NewKeys keys = log.newKeys();
        List<StoredEvent> stored = log.serialize(ClaimMetadata.addToLast(events, claims, releases), keys);
        List<Outcome> known =
                outcomes.stream().map(pending -> pending.outcome().get()).toList();
        Set<UUID> erasures = log.erasedBy(stored);
        Append append = new Append(stored, claims, releases, keys.createdWithout(erasures), erasures, known);
        try {
            log.write(append);
        } catch (ConcurrencyException lostRace) {
            keys.readAgain();
            throw lostRace;
        }
        keys.stored();
        if (!erasures.isEmpty()) {
            log.erased(erasures);
        }
        for (int index = 0; index < known.size(); index++) {
            outcomes.get(index).onDurable().accept(append.position(known.get(index)));
        }
    }

    private record PendingOutcome(Supplier<Outcome> outcome, Consumer<Position> onDurable) {}
}
