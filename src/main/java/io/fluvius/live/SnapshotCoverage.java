package io.fluvius.live;

import io.fluvius.progress.Position;
import io.fluvius.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events a follower knows already, because the state that it was shown includes them. The state is read in parts,
 * by the rows' identifiers, each part at a moment of its own.
 */
final class SnapshotCoverage {

    private final List<Part> parts = new ArrayList<>();

    /** NoteDomain what is included of the rows up to an identifier; null: of all that are left. */
    void add(@Nullable UUID upTo, List<Progress.Included> included) {
        parts.add(new Part(upTo == null ? null : upTo.toString(), included));
    }

    boolean includes(UUID row, Position event) {
        return parts.stream()
                .filter(part -> part.isAbout(row.toString()))
                .findFirst()
                .map(part -> part.included().stream().allMatch(it -> it.includes(row, event)))
                .orElse(false);
    }

    /** Whether a place includes all that is included here. */
    boolean isWithin(StreamPosition place) {
        return parts.stream().flatMap(part -> part.included().stream()).allMatch(it -> isWithin(it, place));
    }

    private static boolean isWithin(Progress.Included included, StreamPosition place) {
        return included.latest().index() <= place.index()
                && place.gaps().stream().map(Position::new).noneMatch(included::mayInclude);
    }

    /** In its canonical form an identifier sorts as the databases sort it. */
    private record Part(@Nullable String upTo, List<Progress.Included> included) {

        boolean isAbout(String row) {
            return upTo == null || row.compareTo(upTo) <= 0;
        }
    }
}
