package io.fluvius.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.axonframework.eventhandling.GapAwareTrackingToken;

/** The positions of streams whose events are committed in another order than that of their indexes. */
class StreamPositionPropertiesTest {

    private static final String SEED = "20261123";
    private static final int NO_LIMIT = 10_000;

    /** The indexes of a stream in the order in which they are read; some are never committed. */
    @Provide
    Arbitrary<List<Long>> streams() {
        return Arbitraries.longs()
                .between(1, 60)
                .list()
                .uniqueElements()
                .ofMaxSize(40)
                .filter(read -> !read.isEmpty());
    }

    @Property(seed = SEED)
    void a_position_is_parsed_from_its_text(@ForAll("streams") List<Long> read) {
        for (StreamPosition position : positions(read)) {
            assertThat(StreamPosition.parse(position.toString()))
                    .isEqualTo(position)
                    .hasToString(position.toString());
        }
    }

    @Property(seed = SEED)
    void the_index_read_is_determined_from_two_positions(@ForAll("streams") List<Long> read) {
        StreamPosition before = new StreamPosition(0, new TreeSet<>());
        List<StreamPosition> positions = positions(read);
        for (int i = 0; i < read.size(); i++) {
            assertThat(before.indexRead(positions.get(i))).isEqualTo(read.get(i));
            before = positions.get(i);
        }
    }

    @Property(seed = SEED)
    void a_position_includes_exactly_the_events_read(@ForAll("streams") List<Long> read) {
        List<StreamPosition> positions = positions(read);
        for (int i = 0; i < read.size(); i++) {
            for (long event = 1; event <= 61; event++) {
                assertThat(positions.get(i).includes(event))
                        .isEqualTo(read.subList(0, i + 1).contains(event));
            }
        }
    }

    @Property(seed = SEED)
    void union_and_difference_are_those_of_the_sets_of_events(
            @ForAll("streams") List<Long> one, @ForAll("streams") List<Long> other) {
        StreamPosition both = positions(one).getLast().union(positions(other).getLast());
        StreamPosition left = positions(one)
                .getLast()
                .without(other.stream().filter(one::contains).toList());

        for (long event = 1; event <= 61; event++) {
            assertThat(both.includes(event)).isEqualTo(one.contains(event) || other.contains(event));
            assertThat(left.includes(event)).isEqualTo(one.contains(event) && !other.contains(event));
        }
        assertThat(StreamPosition.parse(left.toString())).isEqualTo(left);
    }

    @Example
    void a_late_event_fills_its_gap() {
        assertThat(positions(List.of(3L, 1L)).getLast()).hasToString("3-2");
    }

    private static List<StreamPosition> positions(List<Long> read) {
        List<StreamPosition> positions = new ArrayList<>();
        GapAwareTrackingToken token = GapAwareTrackingToken.newInstance(0, Set.of());
        for (long event : read) {
            token = token.advanceTo(event, NO_LIMIT);
            positions.add(StreamPosition.of(token));
        }
        return positions;
    }
}
