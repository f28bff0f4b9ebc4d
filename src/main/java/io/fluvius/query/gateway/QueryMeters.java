package io.fluvius.query.gateway;

import io.fluvius.domain.record.Names;
import io.fluvius.query.StateQuery;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Measures queries of resources that exist: {@code fluvius.queries}, without the wait for a position. Safe for use by many
 * threads.
 */
final class QueryMeters {

    private final MeterRegistry registry;
    private final Map<Class<?>, Map<String, Timer>> timers = new ConcurrentHashMap<>();

    QueryMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param startNanos when the query began, by {@link System#nanoTime()} */
    void record(StateQuery query, long startNanos) {
        timers.computeIfAbsent(query.getClass(), kind -> new ConcurrentHashMap<>())
                .computeIfAbsent(query.resource(), resource -> timer(resource, query.getClass()))
                .record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String resource, Class<?> kind) {
        return Timer.builder("fluvius.queries")
                .description("The reading of state, present and past")
                .tags("resource", resource, "kind", Names.kebab(kind))
                .register(registry);
    }
}
