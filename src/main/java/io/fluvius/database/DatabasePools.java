package io.fluvius.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * The connection pools of this node, which go on together after H2 has closed its file: it does so when the file cannot be
 * written, as on a full disk. It opens the file again for the next connection, but forgets that with whatever happens on a
 * connection of before, even when that is closed; so all pools are emptied first. PostgreSQL does nothing of that kind.
 * Safe for use by many threads.
 */
public final class DatabasePools implements SQLExceptionOverride, BeanPostProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(DatabasePools.class);

    /** Between two looks whether the pools are empty, which closing some connections takes. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    /** A pool forgets a connection a moment before that is closed. */
    private static final Duration CLOSING = Duration.ofMillis(200);

    /** For connections that are being used, whose statements fail soon. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<HikariDataSource> pools = new CopyOnWriteArrayList<>();
    private final AtomicBoolean reopening = new AtomicBoolean();

    /** One more pool. Whoever opens it closes it. */
    public HikariDataSource open(HikariConfig config) {
        watch(config);
        HikariDataSource pool = new HikariDataSource(config);
        pools.add(pool);
        return pool;
    }

    /** The application's own pool is one of them. */
    @java.lang.Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && !pool.isRunning()) {
            watch(pool);
            pools.add(pool);
        }
        return bean;
    }

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        if (SqlFailure.of(failure) != SqlFailure.CLOSED) {
            return SQLExceptionOverride.Override.CONTINUE_EVICT;
        }
        if (reopening.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("reopening").start(this::reopen);
        }
        return SQLExceptionOverride.Override.MUST_EVICT;
    }

    private void watch(HikariConfig config) {
        if (String.valueOf(config.getJdbcUrl()).startsWith("jdbc:h2:")) {
            config.setExceptionOverride(this);
            config.setAllowPoolSuspension(true);
        }
    }

    private void reopen() {
        LOG.warn("H2 has closed its file; it is opened again as soon as it can be written");
        try {
            boolean emptied;
            do {
                emptied = empty();
            } while (!emptied
                    || !pools.stream().filter(pool -> !pool.isClosed()).allMatch(DatabasePools::answers));
            LOG.info("H2 has opened its file again");
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        } finally {
            reopening.set(false);
        }
    }

    /** Whether every connection is closed. Whoever asks for one meanwhile waits without an end, so this has one. */
    private boolean empty() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        open().forEach(HikariPoolMXBean::suspendPool);
        try {
            while (open().anyMatch(pool -> pool.getTotalConnections() > 0)) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                open().forEach(HikariPoolMXBean::softEvictConnections);
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
            }
            TimeUnit.MILLISECONDS.sleep(CLOSING.toMillis());
            return true;
        } finally {
            open().forEach(HikariPoolMXBean::resumePool);
        }
    }

    private static boolean answers(HikariDataSource pool) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.execute("select 1");
        } catch (SQLException notYet) {
            LOG.debug("{} cannot be used yet", pool.getPoolName(), notYet);
            return false;
        }
    }

    /** Those that have been used, suspended or not. */
    private Stream<HikariPoolMXBean> open() {
        return pools.stream()
                .filter(pool -> !pool.isClosed())
                .flatMap(pool -> Stream.ofNullable(pool.getHikariPoolMXBean()));
    }
}
