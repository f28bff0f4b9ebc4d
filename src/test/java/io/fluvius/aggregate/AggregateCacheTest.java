package io.fluvius.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.aggregate.AggregateCache.Root;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.junit.jupiter.api.Test;

class AggregateCacheTest {

    @Test
    void what_is_kept_can_be_taken_once() {
        AggregateCache roots = new AggregateCache(10);
        roots.keep(String.class, "a", root("state"));

        assertThat(roots.take(String.class, "a")).contains(root("state"));
        assertThat(roots.take(String.class, "a")).isEmpty();
    }

    @Test
    void aggregates_of_two_kinds_may_have_one_identifier() {
        AggregateCache roots = new AggregateCache(10);
        roots.keep(String.class, "a", root("state"));

        assertThat(roots.take(Integer.class, "a")).isEmpty();
        assertThat(roots.take(String.class, "a")).isPresent();
    }

    @Test
    void no_more_are_kept_than_fit() {
        AggregateCache roots = new AggregateCache(10);

        assertThat(stillKept(roots)).isEqualTo(10);
    }

    @Test
    void none_is_kept_where_none_fits() {
        AggregateCache roots = new AggregateCache(0);

        assertThat(stillKept(roots)).isZero();
    }

    private static long stillKept(AggregateCache roots) {
        IntStream.range(0, 1_000).forEach(number -> roots.keep(String.class, "a" + number, root("state")));
        return IntStream.range(0, 1_000)
                .filter(number -> roots.take(String.class, "a" + number).isPresent())
                .count();
    }

    private static Root<String> root(String state) {
        return new Root<>(state, 0, NoSnapshotTriggerDefinition.TRIGGER);
    }
}
