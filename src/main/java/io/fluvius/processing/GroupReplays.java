package io.fluvius.processing;

import io.fluvius.domain.Position;
import io.fluvius.progress.EventStreams;
import io.fluvius.projection.SecondTables;
import java.time.Duration;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.serialization.Serializer;
import org.jooq.DSLContext;

/** Opens the replays by which the views of processing groups are rebuilt. Safe for use by many threads. */
public final class GroupReplays {

    private final EventStreams events;
    private final TokenStore tokens;
    private final TokenReader stored;
    private final Serializer serializer;
    private final TransactionManager transactions;
    private final SecondTables tables;
    private final NodeProperties properties;
    private final DataSource database;
    private final DSLContext dsl;

    GroupReplays(
            EventStreams events,
            TokenStore tokens,
            TokenReader stored,
            Serializer serializer,
            TransactionManager transactions,
            SecondTables tables,
            NodeProperties properties,
            DataSource database,
            DSLContext dsl) {
        this.events = events;
        this.tokens = tokens;
        this.stored = stored;
        this.serializer = serializer;
        this.transactions = transactions;
        this.tables = tables;
        this.properties = properties;
        this.database = database;
        this.dsl = dsl;
    }

    /** The name of this node among those that share the database. */
    public String node() {
        return properties.nodeId();
    }

    /** The time after which other nodes may claim what a killed node has claimed. */
    public Duration claimTimeout() {
        return properties.claimTimeout();
    }

    /** The position of the last event. */
    public Position head() {
        return Position.of(events.source().createHeadToken());
    }

    /** The position up to which the second tables of a group include the events. */
    public Position reached(String processingGroup) {
        return SegmentToken.reached(stored.of(SecondTables.processor(processingGroup)));
    }

    /**
     * Opens the replay of a group.
     *
     * @param segments the number of segments if it has none yet, and of threads
     * @param batchSize the number of events that are read together
     */
    public GroupReplay open(String processingGroup, int segments, int batchSize) {
        String processor = SecondTables.processor(processingGroup);
        NodeProperties own = new NodeProperties(
                properties.nodeId(),
                properties.claimTimeout(),
                properties.batchSize(),
                batchSize,
                segments,
                properties.shared());
        Backlog backlog = new Backlog(processor, events.source(), tokens, stored, transactions, own);
        return new GroupReplay(
                processingGroup,
                backlog,
                events.source(),
                transactions,
                tables,
                stored,
                new HeldTokens(database, dsl, serializer));
    }
}
