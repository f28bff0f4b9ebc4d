package io.fluvius.eventstore;

import io.fluvius.eventstore.Append.Claim;
import io.fluvius.eventstore.Append.UniqueKey;
import io.fluvius.kernel.StartRefused;
import java.util.HashMap;
import java.util.Map;
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
 * Makes the table of unique values anew from the events, when the application starts with
 * {@code fluvius.unique-values.rebuild=true} and before it takes the first command. No other node may run meanwhile.
 */
final class UniqueValueRebuild implements SmartInitializingSingleton {

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
            transaction.dsl().deleteFrom(Tables.UNIQUE_VALUES).execute();
            insert(transaction.dsl(), owners);
        });
        LOG.info(
                "{} unique values were made from the events; start without fluvius.unique-values.rebuild from now on",
                owners.size());
    }

    /** Who holds what, by the events in the order in which they were appended. */
    private Map<UniqueKey, UUID> owners() {
        Map<UniqueKey, UUID> owners = new HashMap<>();
        try (Stream<? extends TrackedEventMessage<?>> all = events.readEvents(null, false)) {
            all.forEach(event -> apply(event, owners));
        }
        return owners;
    }

    private static void apply(TrackedEventMessage<?> event, Map<UniqueKey, UUID> owners) {
        if (event instanceof DomainEventMessage<?> own) {
            UUID owner = UUID.fromString(own.getAggregateIdentifier());
            for (Claim release : ClaimMetaData.released(event.getMetaData(), owner)) {
                owners.remove(release.key(), owner);
            }
            for (Claim claim : ClaimMetaData.claimed(event.getMetaData(), owner)) {
                UUID other = owners.putIfAbsent(claim.key(), owner);
                if (other != null && !other.equals(owner)) {
                    throw new StartRefused(
                            "The events say that " + other + " and " + owner + " both hold the " + claim.scope() + " "
                                    + claim.value() + ".",
                            "Start without fluvius.unique-values.rebuild; nothing was changed.");
                }
            }
        }
    }

    private static void insert(DSLContext transaction, Map<UniqueKey, UUID> owners) {
        if (owners.isEmpty()) {
            return;
        }
        BatchBindStep batch = transaction.batch(transaction
                .insertInto(Tables.UNIQUE_VALUES, Tables.SCOPE, Tables.CONTENT, Tables.OWNER)
                .values((String) null, null, null));
        for (Map.Entry<UniqueKey, UUID> entry : owners.entrySet()) {
            batch = batch.bind(entry.getKey().scope(), entry.getKey().value(), entry.getValue());
        }
        batch.execute();
    }
}
