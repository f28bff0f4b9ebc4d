package io.fluvius.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.aggregate.AggregateCache.CachedAggregate;
import io.fluvius.domain.Tenant;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.junit.jupiter.api.Test;

class AggregateCacheTest {

    @Test
    void an_aggregate_is_taken_once() {
        AggregateCache cache = new AggregateCache(10);
        cache.put(String.class, "a", aggregate("state"));

        assertThat(cache.take(String.class, "a")).contains(aggregate("state"));
        assertThat(cache.take(String.class, "a")).isEmpty();
    }

    @Test
    void aggregates_of_two_types_may_have_the_same_identifier() {
        AggregateCache cache = new AggregateCache(10);
        cache.put(String.class, "a", aggregate("state"));

        assertThat(cache.take(Integer.class, "a")).isEmpty();
        assertThat(cache.take(String.class, "a")).isPresent();
    }

    @Test
    void the_cache_holds_at_most_its_maximum_size() {
        AggregateCache cache = new AggregateCache(10);

        assertThat(countCached(cache)).isEqualTo(10);
    }

    @Test
    void a_cache_of_size_zero_is_empty() {
        AggregateCache cache = new AggregateCache(0);

        assertThat(countCached(cache)).isZero();
    }

    private static long countCached(AggregateCache cache) {
        IntStream.range(0, 1_000).forEach(number -> cache.put(String.class, "a" + number, aggregate("state")));
        return IntStream.range(0, 1_000)
                .filter(number -> cache.take(String.class, "a" + number).isPresent())
                .count();
    }

    private static CachedAggregate<String> aggregate(String state) {
        return new CachedAggregate<>(state, Tenant.MAIN, 0, NoSnapshotTriggerDefinition.TRIGGER);
    }
}
