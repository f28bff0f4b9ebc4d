package io.fluvius.operations.rebuild;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.view.ViewField;
import io.fluvius.domain.view.ViewType;
import io.fluvius.http.request.Json;
import io.fluvius.http.request.ShownJson;
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

    /** The diff without the values of fields that the caller may not see. */
    static RebuildDiff shown(RebuildDiff diff, DomainRegistry domains, ShownJson shown) {
        return new RebuildDiff(
                diff.comparedAt(),
                diff.views().stream()
                        .map(view -> shown.withholds(view.resource())
                                ? withheld(
                                        view, domains.resource(view.resource()).type())
                                : view)
                        .toList());
    }

    private static RebuildDiff.OfView withheld(RebuildDiff.OfView view, ViewType<?> type) {
        return new RebuildDiff.OfView(
                view.resource(),
                view.added(),
                view.gone(),
                view.different(),
                view.samples().stream()
                        .map(row -> new RebuildDiff.Row(
                                row.id(),
                                row.change(),
                                row.fields().stream()
                                        .map(field -> withheld(field, type))
                                        .toList()))
                        .toList());
    }

    private static RebuildDiff.Field withheld(RebuildDiff.Field field, ViewType<?> type) {
        return type.field(field.name()).filter(ViewField::personal).isPresent()
                ? new RebuildDiff.Field(field.name(), ShownJson.WITHHELD, ShownJson.WITHHELD)
                : field;
    }

    private static @Nullable Object shown(@Nullable Object value) {
        return value instanceof OffsetDateTime time ? time.toInstant() : value;
    }
}
