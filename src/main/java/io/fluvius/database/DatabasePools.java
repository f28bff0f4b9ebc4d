package io.fluvius.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.pool.HikariPool;
import io.fluvius.problem.Redaction;
import io.fluvius.problem.StartupRefusedException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * The connection pools of this node. Lets them recover together after H2 has closed its file, which it does when it cannot
 * write the file, as on a full disk. H2 opens the file again for the next connection, but abandons that attempt when a
 * connection from before is used in any way, even to close it. Therefore all pools are emptied first, and one thread alone
 * opens the file; meanwhile the pools wait, and threads that request a connection until their pool's timeout. PostgreSQL
 * needs no such recovery. Safe for use by many threads.
 */
public final class DatabasePools implements SQLExceptionOverride, BeanPostProcessor, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(DatabasePools.class);

    /** How often to check whether the pools are empty. */
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(20);

    /** A pool no longer counts a connection shortly before that connection is closed. */
    private static final Duration CLOSING_TIME = Duration.ofMillis(200);

    /** How long connections in use may take to return; their statements fail soon. */
    private static final Duration CLOSING_TIMEOUT = Duration.ofSeconds(2);

    /** The time between two attempts to open the file. */
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

    private final List<HikariDataSource> pools = new CopyOnWriteArrayList<>();
    /** Shared by the threads that open connections; exclusive while the file is reopened. Fair, so that reopening starts soon. */
    private final ReadWriteLock file = new ReentrantReadWriteLock(true);

    private final SingleWriter writer = new SingleWriter(new Semaphore(1, true));
    private final AtomicBoolean reopening = new AtomicBoolean();

    /**
     * Opens a pool that takes part in the recovery. The caller closes it.
     *
     * @throws StartupRefusedException if the pool cannot connect
     */
    public HikariDataSource open(HikariConfig config) {
        configure(config);
        try {
            HikariDataSource pool = new HikariDataSource(config);
            add(pool);
            return pool;
        } catch (HikariPool.PoolInitializationException failure) {
            throw refusal(config, failure);
        }
    }

    /**
     * Adds the application's own pool.
     *
     * @throws StartupRefusedException if the pool cannot connect
     */
    @java.lang.Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && !pool.isRunning()) {
            configure(pool);
            connect(pool);
            add(pool);
        }
        return bean;
    }

    /** Starts the recovery, on a thread of its own, when H2 has closed its file. The pools call this for every failure. */
    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        SqlFailure kind = SqlFailure.of(failure);
        if (kind == SqlFailure.CONTENTION) {
            return SQLExceptionOverride.Override.DO_NOT_EVICT;
        }
        if (kind != SqlFailure.CLOSED) {
            return SQLExceptionOverride.Override.CONTINUE_EVICT;
        }
        if (reopening.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("reopening").start(() -> reopen(failure));
        }
        return SQLExceptionOverride.Override.MUST_EVICT;
    }

    /** Logs the end: Spring destroys a bean of this kind after those that it processes. */
    @java.lang.Override
    public void destroy() {
        LOG.info("Stopped; the database is closed");
    }

    private void configure(HikariConfig config) {
        if (String.valueOf(config.getJdbcUrl()).startsWith("jdbc:h2:")) {
            config.setExceptionOverride(this);
            config.setDataSource(new H2FileDataSource(config, writer, file.readLock(), this));
        } else if (String.valueOf(config.getJdbcUrl()).startsWith("jdbc:postgresql:")) {
            // the details quote values of rows, and exceptions are logged, also by libraries
            config.addDataSourceProperty("logServerErrorDetail", "false");
        }
    }

    /** Opens the first connection, so that a failure is reported with the database and not with the bean that needs it. */
    private static void connect(HikariDataSource pool) {
        try {
            pool.getConnection().close();
        } catch (SQLException failure) {
            pool.close();
            throw refusal(pool, failure);
        }
    }

    private static StartupRefusedException refusal(HikariConfig config, Exception failure) {
        DatabaseTrouble trouble = DatabaseTrouble.of(failure);
        return new StartupRefusedException(
                "The user %s cannot use the database %s: %s."
                        .formatted(config.getUsername(), DatabaseUrl.shown(config.getJdbcUrl()), trouble.cause()),
                trouble.remedy(),
                failure);
    }

    private void add(HikariDataSource pool) {
        pools.add(pool);
        if (pool.getDataSource() instanceof H2FileDataSource source) {
            source.serve(pool);
        }
    }

    private void reopen(SQLException failure) {
        LOG.warn("H2 has closed its file; the file is reopened as soon as H2 can write it", Redaction.redact(failure));
        file.writeLock().lock();
        try {
            closeConnections();
            while (!canOpenFile()) {
                // when H2 fails while it opens its file, it abandons the file without unlocking it;
                // the lock ends with the garbage
                System.gc();
                TimeUnit.MILLISECONDS.sleep(RETRY_INTERVAL.toMillis());
                closeConnections();
            }
            LOG.debug("H2 has reopened its file");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            file.writeLock().unlock();
            reopening.set(false);
        }
    }

    /** Waits until no connection exists, but not for ever for those that are not returned. */
    private void closeConnections() throws InterruptedException {
        long deadline = System.nanoTime() + CLOSING_TIMEOUT.toNanos();
        while (startedPools().anyMatch(pool -> pool.getTotalConnections() > 0) && System.nanoTime() < deadline) {
            startedPools().forEach(HikariPoolMXBean::softEvictConnections);
            TimeUnit.MILLISECONDS.sleep(CHECK_INTERVAL.toMillis());
        }
        TimeUnit.MILLISECONDS.sleep(CLOSING_TIME.toMillis());
    }

    private boolean canOpenFile() {
        return openPools()
                .flatMap(pool ->
                        pool.getDataSource() instanceof H2FileDataSource source ? Stream.of(source) : Stream.empty())
                .allMatch(H2FileDataSource::isUsable);
    }

    /** The pools that have handed out a connection and are not closed. */
    private Stream<HikariPoolMXBean> startedPools() {
        return openPools().flatMap(pool -> Stream.ofNullable(pool.getHikariPoolMXBean()));
    }

    private Stream<HikariDataSource> openPools() {
        return pools.stream().filter(pool -> !pool.isClosed());
    }
}
