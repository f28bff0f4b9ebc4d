package io.fluvius.http.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PlacesTest {

    @Property
    void as_many_enter_as_there_are_places(
            @ForAll @IntRange(max = 4) int overall,
            @ForAll @IntRange(max = 3) int perCaller,
            @ForAll List<@IntRange(max = 5) Integer> steps) {
        Places places = new Places(overall, perCaller);
        List<String> inside = new ArrayList<>();
        for (int step : steps) {
            String caller = "caller " + step % 3;
            if (step >= 3 && inside.remove(caller)) {
                places.leave(caller);
                continue;
            }
            boolean isFree = (overall == 0 || inside.size() < overall)
                    && (perCaller == 0 || inside.stream().filter(caller::equals).count() < perCaller);

            assertThat(places.enter(caller)).isEqualTo(isFree);

            if (isFree) {
                inside.add(caller);
            }
        }
    }
}
