package io.fluvius.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;

class H2FileDataSourceTest {

    @Test
    void the_closing_of_the_pool_ends_the_wait_for_the_file() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:");
        Lock neverAvailable = mock();
        H2FileDataSource source =
                new H2FileDataSource(config, new SingleWriter(new Semaphore(1)), neverAvailable, new DatabasePools());
        HikariDataSource pool = new HikariDataSource();
        pool.close();
        source.serve(pool);

        assertThatThrownBy(source::getConnection).isInstanceOf(SQLTransientConnectionException.class);
    }
}
