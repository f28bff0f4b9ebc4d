package io.fluvius.bench.rebuild;

import com.zaxxer.hikari.HikariDataSource;
import io.fluvius.bench.AxonStore;
import io.fluvius.bench.Database;
import java.time.Duration;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;

/**
 * Axon's tracking processor with its defaults: one thread, one event per transaction. Its handlers execute one statement per
 * event. A complete rebuild would take too long, so it runs for a limited time, and its rate is compared.
 */
final class AxonPeer implements Rebuilder {

    static final String NAME = "Axon's tracking processor";

    private static final Duration TIME = Duration.ofSeconds(15);

    private static final TokenSchema TOKENS = TokenSchema.builder()
            .setTokenTable("token_entry")
            .setProcessorNameColumn("processor_name")
            .setSegmentColumn("segment")
            .setTokenColumn("token")
            .setTokenTypeColumn("token_type")
            .setTimestampColumn("time_stamp")
            .setOwnerColumn("owner")
            .build();

    private final Database database;
    private final HikariDataSource pool;
    private final long events;

    AxonPeer(Database database) throws Exception {
        this.database = database;
        this.pool = database.pool("tracking");
        this.events = database.number("select count(*) from domain_event");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public Progress rebuild() throws Exception {
        database.execute("truncate user_view", "truncate token_entry");
        StatementPerEvent handlers = new StatementPerEvent(pool, events);
        Configuration configuration = configuration(handlers);
        try {
            return handlers.during(TIME);
        } finally {
            configuration.shutdown();
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    private Configuration configuration(StatementPerEvent handlers) {
        return AxonStore.configurer(pool, engine -> engine)
                .eventProcessing(processing -> processing
                        .usingTrackingEventProcessors()
                        .registerTokenStore(parts -> JdbcTokenStore.builder()
                                .connectionProvider(new UnitOfWorkAwareConnectionProviderWrapper(
                                        new SpringDataSourceConnectionProvider(pool)))
                                .schema(TOKENS)
                                .contentType(String.class)
                                .serializer(parts.serializer())
                                .build())
                        .registerEventHandler(parts -> handlers))
                .start();
    }
}
