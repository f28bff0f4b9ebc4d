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
 * The connection pools of this node. Lets them recover together after H2 has closed its file, which it does when it cannot
 * write the file, as on a full disk. H2 opens the file again for the next connection, but abandons that attempt when a
 * connection from before is used in any way, even to close it. Therefore all pools are emptied first. PostgreSQL needs no
 * such recovery. Safe for use by many threads.
 */
public final class DatabasePools implements SQLExceptionOverride, BeanPostProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(DatabasePools.class);

    /** How often to check whether the pools are empty. */
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(20);

    /** A pool no longer counts a connection shortly before that connection is closed. */
    private static final Duration CLOSING_TIME = Duration.ofMillis(200);

    /** How long connections in use may take to return; their statements fail soon. */
    private static final Duration EMPTYING_TIMEOUT = Duration.ofSeconds(2);

    private final List<HikariDataSource> pools = new CopyOnWriteArrayList<>();
    private final AtomicBoolean reopening = new AtomicBoolean();

    /** Opens a pool that takes part in the recovery. The caller closes it. */
    public HikariDataSource open(HikariConfig config) {
        configure(config);
        HikariDataSource pool = new HikariDataSource(config);
        pools.add(pool);
        return pool;
    }

    /** Adds the application's own pool. */
    @java.lang.Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && !pool.isRunning()) {
            configure(pool);
            pools.add(pool);
        }
        return bean;
    }

    /** Starts the recovery, on a thread of its own, when H2 has closed its file. The pools call this for every failure. */
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

    private void configure(HikariConfig config) {
        if (String.valueOf(config.getJdbcUrl()).startsWith("jdbc:h2:")) {
            config.setExceptionOverride(this);
            config.setAllowPoolSuspension(true);
        } else if (String.valueOf(config.getJdbcUrl()).startsWith("jdbc:postgresql:")) {
            // the details quote values of rows, and exceptions are logged, also by libraries
            config.addDataSourceProperty("logServerErrorDetail", "false");
        }
    }

    private void reopen() {
        LOG.warn("H2 has closed its file; the file is reopened as soon as H2 can write it");
        try {
            while (!emptyPools() || !areUsable()) {
                LOG.debug("H2 has not reopened its file yet");
            }
            LOG.info("H2 has reopened its file");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            reopening.set(false);
        }
    }

    /**
     * Closes all connections, and returns whether that succeeded in time. Threads that request a connection meanwhile wait
     * without a timeout, so the time for closing is limited.
     */
    private boolean emptyPools() throws InterruptedException {
        long deadline = System.nanoTime() + EMPTYING_TIMEOUT.toNanos();
        startedPools().forEach(HikariPoolMXBean::suspendPool);
        try {
            while (startedPools().anyMatch(pool -> pool.getTotalConnections() > 0)) {
                if (System.nanoTime() > deadline) {
                    return false;
                }
                startedPools().forEach(HikariPoolMXBean::softEvictConnections);
                TimeUnit.MILLISECONDS.sleep(CHECK_INTERVAL.toMillis());
            }
            TimeUnit.MILLISECONDS.sleep(CLOSING_TIME.toMillis());
            return true;
        } finally {
            startedPools().forEach(HikariPoolMXBean::resumePool);
        }
    }

    private boolean areUsable() {
        // when H2 fails while it opens its file, it abandons the file without unlocking it; the lock ends with the
        // garbage
        System.gc();
        return pools.stream().filter(pool -> !pool.isClosed()).allMatch(DatabasePools::isUsable);
    }

    private static boolean isUsable(HikariDataSource pool) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.execute("select 1");
        } catch (SQLException notYet) {
            LOG.debug("{} cannot be used yet", pool.getPoolName(), notYet);
            return false;
        }
    }

    /** The pools that have handed out a connection and are not closed; they may be suspended. */
    private Stream<HikariPoolMXBean> startedPools() {
        return pools.stream()
                .filter(pool -> !pool.isClosed())
                .flatMap(pool -> Stream.ofNullable(pool.getHikariPoolMXBean()));
    }
}
