package io.fluvius.problem;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Logs one line when a store cannot be used, another for each further cause, and one when it can be used again. While a store is
 * out, every thread that needs it fails again and again, and each library logs that with a stack trace; those messages are
 * dropped. The log level {@code debug} for the class keeps them. Safe for use by many threads.
 */
public abstract class StoreOutages extends TurboFilter implements InitializingBean, DisposableBean {

    /** The outage has ended when nothing has failed for so long, which is longer than the processors pause in between. */
    public static final Duration QUIET = Duration.ofSeconds(10);

    private final org.slf4j.Logger log = LoggerFactory.getLogger(getClass());
    private final String store;
    private final LongSupplier nanoTime;
    /** The causes that were logged since the outage began; empty without an outage. */
    private final Set<String> causes = new HashSet<>();

    private long begin;
    private long latestFailure;
    private long dropped;

    /** @param store what the log calls the store, at the begin of a sentence */
    protected StoreOutages(String store, LongSupplier nanoTime) {
        this.store = store;
        this.nanoTime = nanoTime;
    }

    /**
     * What a failure says about the store.
     *
     * @param cause in words; null if the failure says nothing that the log has to name
     * @param remedy a sentence about what happens next or what the operator can do
     */
    public record Trouble(@Nullable String cause, String remedy) {
        /** A consequence of an outage that is known. */
        public static final Trouble CONSEQUENCE = new Trouble(null, "");
    }

    /**
     * Returns what a failure says about the store; null if it is not a part of an outage.
     *
     * @param isOut whether the log has named an outage that has not ended
     */
    protected abstract @Nullable Trouble trouble(Throwable failure, boolean isOut);

    /** Whether the store answers. Called before the end of an outage is logged. */
    protected abstract boolean answers();

    @Override
    public void afterPropertiesSet() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers) {
            setContext(loggers);
            start();
            loggers.addTurboFilter(this);
        }
    }

    @Override
    public void destroy() {
        if (getContext() instanceof LoggerContext loggers) {
            loggers.getTurboFilterList().remove(this);
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        if (!level.isGreaterOrEqual(Level.WARN) || log.isDebugEnabled()) {
            return FilterReply.NEUTRAL;
        }
        Throwable failure = thrown != null ? thrown : last(parameters);
        return failure != null && isPartOfOutage(failure) ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    /** SLF4J takes the exception from the end of the parameters. */
    private static @Nullable Throwable last(Object @Nullable [] parameters) {
        return parameters != null
                        && parameters.length > 0
                        && parameters[parameters.length - 1] instanceof Throwable failure
                ? failure
                : null;
    }

    private synchronized boolean isPartOfOutage(Throwable failure) {
        Trouble trouble = trouble(failure, !causes.isEmpty());
        if (trouble == null) {
            return false;
        }
        if (trouble.cause() != null) {
            log(trouble.cause(), trouble.remedy());
        }
        latestFailure = nanoTime.getAsLong();
        dropped++;
        return true;
    }

    private void log(String cause, String remedy) {
        if (causes.isEmpty()) {
            begin = nanoTime.getAsLong();
            dropped = 0;
        }
        if (causes.add(cause)) {
            log.warn("{} cannot be used: {}. {}", store, cause, remedy);
        }
    }

    /** Logs the end of an outage once nothing has failed for {@link #QUIET}, and the store answers. */
    @Scheduled(fixedDelayString = "PT1S")
    public void logRecovery() {
        if (isQuiet() && answers()) {
            end();
        }
    }

    private synchronized boolean isQuiet() {
        return !causes.isEmpty() && nanoTime.getAsLong() - latestFailure >= QUIET.toNanos();
    }

    private synchronized void end() {
        log.info(
                "{} can be used again. The outage took {} s, in which {} messages of failures were dropped",
                store,
                Duration.ofNanos(latestFailure - begin).toSeconds(),
                dropped);
        causes.clear();
    }
}
