package io.fluvius.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.Position;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SnapshotCoverageTest {

    private static final UUID FIRST = UUID.fromString("10000000-0000-7000-8000-000000000000");
    private static final UUID MIDDLE = UUID.fromString("70000000-0000-7000-8000-000000000000");
    /** The last one only if identifiers are compared as unsigned numbers. */
    private static final UUID LAST = UUID.fromString("f0000000-0000-7000-8000-000000000000");

    private final SnapshotCoverage coverage = new SnapshotCoverage();

    @Test
    void nothing_is_included_before_a_page_is_read() {
        assertThat(coverage.includes(FIRST, FIRST, new Position(0))).isFalse();
    }

    @Test
    void each_page_includes_the_events_from_before_it_was_read() {
        coverage.add(MIDDLE, List.of(upTo(5)));
        coverage.add(null, List.of(upTo(9)));

        assertThat(coverage.includes(FIRST, FIRST, new Position(5))).isTrue();
        assertThat(coverage.includes(FIRST, FIRST, new Position(6))).isFalse();
        assertThat(coverage.includes(MIDDLE, MIDDLE, new Position(6))).isFalse();
        assertThat(coverage.includes(LAST, LAST, new Position(9))).isTrue();
        assertThat(coverage.includes(LAST, LAST, new Position(10))).isFalse();
    }

    @Test
    void a_row_beyond_the_pages_read_is_not_included() {
        coverage.add(MIDDLE, List.of(upTo(5)));

        assertThat(coverage.includes(LAST, LAST, new Position(1))).isFalse();
    }

    @Test
    void a_view_of_several_projections_includes_the_events_that_all_of_them_include() {
        coverage.add(null, List.of(upTo(5), upTo(3)));

        assertThat(coverage.includes(FIRST, FIRST, new Position(3))).isTrue();
        assertThat(coverage.includes(FIRST, FIRST, new Position(4))).isFalse();
    }

    @Test
    void it_is_within_a_position_that_is_as_far() {
        coverage.add(MIDDLE, List.of(upTo(5)));
        coverage.add(null, List.of(upTo(9)));

        assertThat(coverage.isWithin(new Position(8))).isFalse();
        assertThat(coverage.isWithin(new Position(9))).isTrue();
        assertThat(coverage.isWithin(new Position(12))).isTrue();
    }

    private static IncludedUpTo upTo(long index) {
        return new IncludedUpTo(new Position(index));
    }
}
