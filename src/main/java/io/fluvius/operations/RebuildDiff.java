package io.fluvius.operations;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The differences between tables and second tables, at a moment at which both include the same events.
 *
 * @param views the differences of each view
 */
public record RebuildDiff(Instant comparedAt, List<OfView> views) {

    public RebuildDiff {
        views = List.copyOf(views);
    }

    public boolean isEqual() {
        return views.stream().allMatch(it -> it.added() + it.gone() + it.different() == 0);
    }

    /** The same numbers without samples. */
    public RebuildDiff summary() {
        return new RebuildDiff(
                comparedAt,
                views.stream()
                        .map(it -> new OfView(it.resource(), it.added(), it.gone(), it.different(), List.of()))
                        .toList());
    }

    /**
     * The differences of a view.
     *
     * @param added the number of rows that would be new
     * @param gone the number of rows that would be gone
     * @param different the number of rows that would be different
     * @param samples up to 100 of these rows
     */
    public record OfView(String resource, long added, long gone, long different, List<Row> samples) {

        public OfView {
            samples = List.copyOf(samples);
        }
    }

    /**
     * A row that would change.
     *
     * @param change {@code new}, {@code gone} or {@code different}
     * @param fields the fields that would change
     */
    public record Row(UUID id, String change, List<Field> fields) {

        public Row {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A field that would change.
     *
     * @param before its value in the table; null without a row or a value
     * @param after its value in the second table; null without a row or a value
     */
    public record Field(
            String name, @Nullable Object before, @Nullable Object after) {}
}
