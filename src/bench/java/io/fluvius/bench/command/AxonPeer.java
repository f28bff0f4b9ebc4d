package io.fluvius.bench.command;

import com.zaxxer.hikari.HikariDataSource;
import io.fluvius.bench.AxonStore;
import io.fluvius.bench.Database;
import io.fluvius.domain.AggregateId;
import io.fluvius.domain.UniqueValues;
import io.fluvius.user.EmailAddress;
import io.fluvius.user.PersonName;
import io.fluvius.user.UserCommand.CreateUser;
import io.fluvius.user.UserCommand.UpdateUser;
import java.sql.SQLException;
import java.util.UUID;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.EventCountSnapshotTriggerDefinition;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;

/**
 * Axon with its JDBC storage engine and a local command bus: the same aggregate, without projection, unique values and
 * receipts.
 */
final class AxonPeer implements Creator {

    static final String NAME = "Axon's JDBC engine";
    static final String SNAPSHOTS = "Axon's JDBC engine with snapshots";

    /** More than the events of an aggregate, so that one statement reads all of them. */
    private static final int BATCH = 1000;

    private static final int EVENTS_UNTIL_SNAPSHOT = 50;

    private final String name;
    private final RowCounter rows;
    private final HikariDataSource pool;
    private final Configuration configuration;
    private final CommandGateway gateway;

    private AxonPeer(String name, Database database, AggregateConfigurer<?> user) throws SQLException {
        this.name = name;
        this.rows = RowCounter.of(database, "domain_event");
        this.pool = database.pool(name);
        this.configuration = AxonStore.configurer(pool, engine -> engine.batchSize(BATCH))
                .registerComponent(UniqueValues.class, parts -> AxonStore.uncheckedUniqueValues())
                .configureAggregate(user)
                .start();
        this.gateway = configuration.commandGateway();
    }

    static AxonPeer plain(Database database) throws SQLException {
        return new AxonPeer(NAME, database, AxonStore.user());
    }

    static AxonPeer withSnapshots(Database database) throws SQLException {
        return new AxonPeer(
                SNAPSHOTS,
                database,
                AxonStore.user()
                        .configureSnapshotTrigger(parts ->
                                new EventCountSnapshotTriggerDefinition(parts.snapshotter(), EVENTS_UNTIL_SNAPSHOT)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void create(NewUser user) {
        send(user.id(), new CreateUser(new PersonName(user.name()), new EmailAddress(user.email())));
    }

    void rename(UUID user, String newName) {
        send(user, new UpdateUser(new PersonName(newName), null));
    }

    @Override
    public RowCounter rows() {
        return rows;
    }

    @Override
    public void close() {
        configuration.shutdown();
        pool.close();
    }

    private void send(UUID user, Record command) {
        gateway.sendAndWait(new GenericCommandMessage<>(
                new GenericMessage<>(command, MetaData.with(AggregateId.KEY, user.toString())),
                command.getClass().getName()));
    }
}
