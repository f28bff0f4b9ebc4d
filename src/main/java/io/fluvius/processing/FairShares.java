package io.fluvius.processing;

import io.fluvius.problem.Redaction;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.pooled.MaxSegmentProvider;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Balances the segments of each processor over the nodes that share the database. A node says regularly which processors it runs. Of
 * a processor that several nodes run, each node claims at most the number of segments divided by that of the nodes, rounded up;
 * Axon releases what is above. So the segments move at most once when a node joins, and a node that is killed counts until its
 * claims have expired. Safe for use by many threads.
 */
final class FairShares implements MaxSegmentProvider, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FairShares.class);
    private static final Table<Record> TABLE = DSL.table(DSL.name("processor_node"));
    private static final Field<String> PROCESSOR = DSL.field(DSL.name("processor_name"), SQLDataType.VARCHAR);
    private static final Field<String> NODE = DSL.field(DSL.name("node"), SQLDataType.VARCHAR);
    private static final Field<OffsetDateTime> SEEN = DSL.field(DSL.name("seen_at"), SQLDataType.TIMESTAMPWITHTIMEZONE);

    private final Supplier<Collection<EventProcessor>> processors;
    private final Predicate<String> isCurrent;
    private final DSLContext dsl;
    private final NodeProperties properties;
    private volatile Map<String, Integer> shares = Map.of();

    /** @param isCurrent whether this node has the code for the views of a processor, without which it cannot claim a segment */
    FairShares(
            Supplier<Collection<EventProcessor>> processors,
            Predicate<String> isCurrent,
            DSLContext dsl,
            NodeProperties properties) {
        this.processors = processors;
        this.isCurrent = isCurrent;
        this.dsl = dsl;
        this.properties = properties;
    }

    @Override
    public int getMaxSegments(String processor) {
        return shares.getOrDefault(processor, Integer.MAX_VALUE);
    }

    /** By the clock of the database, because those of the nodes may differ. */
    @Scheduled(fixedDelayString = "PT1S")
    void update() {
        if (!properties.shared()) {
            return;
        }
        try {
            report();
            shares = current();
        } catch (RuntimeException unavailable) {
            LOG.debug("The shares of the nodes cannot be determined now", Redaction.redact(unavailable));
        }
    }

    /** Leaves the segments of this node to the others at once, when its processors have stopped. */
    @Override
    public void close() {
        if (!properties.shared()) {
            return;
        }
        try {
            dsl.deleteFrom(TABLE).where(NODE.eq(properties.nodeId())).execute();
        } catch (RuntimeException unavailable) {
            LOG.debug(
                    "The other nodes will find out when the claims of this one expire", Redaction.redact(unavailable));
        }
    }

    private void report() {
        List<String> running = processors.get().stream()
                .filter(processor -> processor.isRunning() && !processor.isError())
                .map(EventProcessor::getName)
                .filter(isCurrent)
                .sorted()
                .toList();
        dsl.deleteFrom(TABLE)
                .where(NODE.eq(properties.nodeId()), PROCESSOR.notIn(running))
                .execute();
        if (!running.isEmpty()) {
            dsl.batch(running.stream()
                            .map(name -> dsl.insertInto(TABLE, PROCESSOR, NODE, SEEN)
                                    .values(DSL.val(name), DSL.val(properties.nodeId()), DSL.currentOffsetDateTime())
                                    .onConflict(PROCESSOR, NODE)
                                    .doUpdate()
                                    .set(SEEN, DSL.currentOffsetDateTime()))
                            .toList())
                    .execute();
        }
        dsl.deleteFrom(TABLE)
                .where(SEEN.lt(before(properties.claimTimeout().multipliedBy(2).toMillis())))
                .execute();
    }

    private Map<String, Integer> current() {
        Map<String, Integer> nodes = dsl.select(PROCESSOR, DSL.count())
                .from(TABLE)
                .where(SEEN.ge(before(properties.claimTimeout().toMillis())))
                .groupBy(PROCESSOR)
                .fetchMap(row -> row.value1(), row -> row.value2());
        Map<String, Integer> result = new HashMap<>();
        dsl.select(ProcessingTables.PROCESSOR, DSL.count())
                .from(ProcessingTables.TOKENS)
                .groupBy(ProcessingTables.PROCESSOR)
                .forEach(row -> {
                    int running = nodes.getOrDefault(row.value1(), 1);
                    if (running > 1) {
                        result.put(row.value1(), Math.ceilDiv(row.value2(), running));
                    }
                });
        return result;
    }

    private static Field<OffsetDateTime> before(long millis) {
        return DSL.field("current_timestamp - cast({0} as interval)", OffsetDateTime.class, millis + " milliseconds");
    }
}
