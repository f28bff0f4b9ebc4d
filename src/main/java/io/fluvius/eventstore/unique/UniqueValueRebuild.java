package io.fluvius.eventstore.unique;

import io.fluvius.eventstore.schema.EventStoreTables;
import io.fluvius.problem.StartupRefusedException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Rebuilds the table of unique values from the events, when the application starts with
 * {@code fluvius.unique-values.rebuild=true} and before it handles the first command. No other node may run meanwhile.
 */
public final class UniqueValueRebuild implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(UniqueValueRebuild.class);

    private final EventStorageEngine events;
    private final DSLContext dsl;

    UniqueValueRebuild(EventStorageEngine events, DSLContext dsl) {
        this.events = events;
        this.dsl = dsl;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Map<UniqueKey, UUID> owners = owners();
        dsl.transaction(transaction -> {
            transaction.dsl().deleteFrom(EventStoreTables.UNIQUE_VALUES).execute();
            insert(transaction.dsl(), owners);
        });
        LOG.info(
                "Rebuilt {} unique values from the events; start without fluvius.unique-values.rebuild from now on",
                owners.size());
    }

    private Map<UniqueKey, UUID> owners() {
        Map<UniqueKey, Set<UUID>> owners = new HashMap<>();
        try (Stream<? extends TrackedEventMessage<?>> all = events.readEvents(null, false)) {
            all.forEach(event -> apply(event, owners));
        }
        Map<UniqueKey, UUID> single = new HashMap<>();
        owners.forEach((key, holders) -> holders.forEach(owner -> put(single, key, owner)));
        return single;
    }

    /**
     * Applies the claims and releases of an aggregate to that aggregate only. The order of events of different aggregates
     * has no meaning here: the event that claims a value may have a lower index than the event that released it.
     */
    private static void apply(TrackedEventMessage<?> event, Map<UniqueKey, Set<UUID>> owners) {
        if (event instanceof DomainEventMessage<?> domainEvent) {
            UUID owner = UUID.fromString(domainEvent.getAggregateIdentifier());
            for (ValueClaim release : ClaimMetadata.released(event.getMetaData(), owner)) {
                owners.computeIfAbsent(release.key(), key -> new HashSet<>()).remove(owner);
            }
            for (ValueClaim claim : ClaimMetadata.claimed(event.getMetaData(), owner)) {
                owners.computeIfAbsent(claim.key(), key -> new HashSet<>()).add(owner);
            }
        }
    }

    private static void put(Map<UniqueKey, UUID> owners, UniqueKey key, UUID owner) {
        UUID other = owners.put(key, owner);
        if (other != null) {
            throw new StartupRefusedException(
                    "According to the events, both " + other + " and " + owner + " own the " + key.scope() + " "
                            + key.value() + ".",
                    "Start without fluvius.unique-values.rebuild; nothing was changed.");
        }
    }

    private static void insert(DSLContext transaction, Map<UniqueKey, UUID> owners) {
        if (owners.isEmpty()) {
            return;
        }
        BatchBindStep batch = transaction.batch(transaction
                .insertInto(
                        EventStoreTables.UNIQUE_VALUES,
                        EventStoreTables.SCOPE,
                        EventStoreTables.CONTENT,
                        EventStoreTables.OWNER)
                .values((String) null, null, null));
        for (Map.Entry<UniqueKey, UUID> entry : owners.entrySet()) {
            batch = batch.bind(entry.getKey().scope(), entry.getKey().value(), entry.getValue());
        }
        batch.execute();
    }
}
