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

/** Places on the way through streams whose events are committed in another order than they were numbered. */
class StreamPositionPropertiesTest {

    private static final String SEED = "20261123";
    private static final int NO_LIMIT = 10_000;

    /** The indexes of a stream in the order in which they are read; some never come. */
    @Provide
    Arbitrary<List<Long>> readings() {
        return Arbitraries.longs()
                .between(1, 60)
                .list()
                .uniqueElements()
                .ofMaxSize(40)
                .filter(read -> !read.isEmpty());
    }

    @Property(seed = SEED)
    void a_place_comes_back_from_its_text(@ForAll("readings") List<Long> read) {
        for (StreamPosition place : places(read)) {
            assertThat(StreamPosition.parse(place.toString())).isEqualTo(place).hasToString(place.toString());
        }
    }

    @Property(seed = SEED)
    void a_place_tells_which_event_led_to_it(@ForAll("readings") List<Long> read) {
        StreamPosition before = new StreamPosition(0, new TreeSet<>());
        List<StreamPosition> places = places(read);
        for (int i = 0; i < read.size(); i++) {
            assertThat(before.eventBefore(places.get(i))).isEqualTo(read.get(i));
            before = places.get(i);
        }
    }

    @Property(seed = SEED)
    void a_place_includes_what_was_read_and_nothing_else(@ForAll("readings") List<Long> read) {
        List<StreamPosition> places = places(read);
        for (int i = 0; i < read.size(); i++) {
            for (long event = 1; event <= 61; event++) {
                assertThat(places.get(i).includes(event))
                        .isEqualTo(read.subList(0, i + 1).contains(event));
            }
        }
    }

    @Property(seed = SEED)
    void places_are_joined_and_taken_apart_as_sets_of_events_are(
            @ForAll("readings") List<Long> one, @ForAll("readings") List<Long> other) {
        StreamPosition both = places(one).getLast().and(places(other).getLast());
        StreamPosition left = places(one)
                .getLast()
                .without(other.stream().filter(one::contains).toList());

        for (long event = 1; event <= 61; event++) {
            assertThat(both.includes(event)).isEqualTo(one.contains(event) || other.contains(event));
            assertThat(left.includes(event)).isEqualTo(one.contains(event) && !other.contains(event));
        }
        assertThat(StreamPosition.parse(left.toString())).isEqualTo(left);
    }

    @Example
    void readings_fill_gaps() {
        assertThat(places(List.of(3L, 1L)).getLast()).hasToString("3-2");
    }

    private static List<StreamPosition> places(List<Long> read) {
        List<StreamPosition> places = new ArrayList<>();
        GapAwareTrackingToken token = GapAwareTrackingToken.newInstance(0, Set.of());
        for (long event : read) {
            token = token.advanceTo(event, NO_LIMIT);
            places.add(StreamPosition.of(token));
        }
        return places;
    }
}
