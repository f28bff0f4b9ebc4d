package io.fluvius.operations.rebuild;

import io.fluvius.http.request.Json;
import io.fluvius.operations.RebuildDiff;
import io.fluvius.projection.SecondTables.Comparison;
import io.fluvius.projection.SecondTables.ViewComparison;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Comparisons as operators see them, and as the table of rebuilds stores them. */
final class Diffs {

    private Diffs() {}

    static RebuildDiff of(Comparison comparison) {
        return new RebuildDiff(
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                comparison.views().stream().map(Diffs::of).toList());
    }

    static String json(RebuildDiff diff) {
        return Json.MAPPER.writeValueAsString(diff);
    }

    static @Nullable RebuildDiff read(@Nullable String json) {
        return json == null ? null : Json.MAPPER.readValue(json, RebuildDiff.class);
    }

    private static RebuildDiff.OfView of(ViewComparison view) {
        return new RebuildDiff.OfView(
                view.resource(),
                view.added(),
                view.gone(),
                view.different(),
                view.samples().stream()
                        .map(row -> new RebuildDiff.Row(
                                row.id(),
                                row.kind().name().toLowerCase(Locale.ROOT),
                                row.fields().stream()
                                        .map(field -> new RebuildDiff.Field(
                                                field.field(), shown(field.before()), shown(field.after())))
                                        .toList()))
                        .toList());
    }

    private static @Nullable Object shown(@Nullable Object value) {
        return value instanceof OffsetDateTime time ? time.toInstant() : value;
    }
}
