package io.fluvius.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.fluvius.domain.AggregateId;
import io.fluvius.domain.UniqueValues;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.modelling.command.MetaDataCommandTargetResolver;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * Axon's event store with the JDBC storage engine on the application's tables. Everything else has Axon's defaults, as in an
 * application that uses Axon without customization.
 */
public final class AxonStore {

    private static final String AGGREGATE = "io.fluvius.user.command.User";

    private static final EventSchema SCHEMA = EventSchema.builder()
            .eventTable("domain_event")
            .snapshotTable("snapshot_event")
            .globalIndexColumn("global_index")
            .timestampColumn("time_stamp")
            .eventIdentifierColumn("event_identifier")
            .aggregateIdentifierColumn("aggregate_identifier")
            .sequenceNumberColumn("sequence_number")
            .typeColumn("aggregate_type")
            .payloadTypeColumn("payload_type")
            .payloadRevisionColumn("payload_revision")
            .payloadColumn("payload")
            .metaDataColumn("meta_data")
            .build();

    private AxonStore() {}

    /** Returns a configurer with this event store, for further configuration. */
    public static Configurer configurer(HikariDataSource pool, UnaryOperator<JdbcEventStorageEngine.Builder> engine) {
        TransactionManager transactions = new SpringTransactionManager(new DataSourceTransactionManager(pool));
        // without configurers from the class path, because the connector would send all messages to Axon Server
        return DefaultConfigurer.defaultConfiguration(false)
                .configureTransactionManager(configuration -> transactions)
                .configureSerializer(configuration -> PlainJson.ofTokens())
                .configureEventSerializer(configuration -> PlainJson.ofEvents())
                .configureEmbeddedEventStore(configuration -> engine.apply(JdbcEventStorageEngine.builder()
                                .connectionProvider(new UnitOfWorkAwareConnectionProviderWrapper(
                                        new SpringDataSourceConnectionProvider(pool)))
                                .transactionManager(transactions)
                                .schema(SCHEMA)
                                .dataType(String.class)
                                .eventSerializer(configuration.eventSerializer())
                                .snapshotSerializer(PlainJson.ofFields()))
                        .build());
    }

    /** Returns the configuration of the application's aggregate. */
    public static AggregateConfigurer<?> user() {
        try {
            return AggregateConfigurer.defaultConfiguration(Class.forName(AGGREGATE))
                    .configureCommandTargetResolver(
                            configuration -> new MetaDataCommandTargetResolver(AggregateId.KEY));
        } catch (ClassNotFoundException moved) {
            throw new IllegalStateException(moved);
        }
    }

    /** Returns unique values without any check. */
    public static UniqueValues uncheckedUniqueValues() {
        return new UniqueValues() {
            @Override
            public void claim(String scope, String value, UUID owner) {}

            @Override
            public void release(String scope, String value, UUID owner) {}
        };
    }
}
