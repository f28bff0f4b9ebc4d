package io.fluvius.operations.rebuild;

import io.fluvius.operations.Rebuild;
import io.fluvius.operations.RebuildDiff;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rebuilds and diffs as JSON. */
final class RebuildJson {

    private RebuildJson() {}

    static Map<String, @Nullable Object> of(Rebuild rebuild) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("processor", rebuild.processor());
        json.put("resources", rebuild.resources());
        json.put("phase", rebuild.phase());
        json.put("swap", rebuild.swap());
        json.put("changed", rebuild.changed());
        json.put("node", rebuild.node());
        json.put("eventsDone", rebuild.eventsDone());
        json.put("eventsTotal", rebuild.eventsTotal());
        json.put("eventsPerSecond", rebuild.eventsPerSecond());
        json.put("secondsLeft", rebuild.secondsLeft());
        json.put("diff", rebuild.diff() == null ? null : of(rebuild.diff(), false));
        json.put("failure", rebuild.failure());
        json.put("startedAt", rebuild.startedAt().truncatedTo(ChronoUnit.MILLIS));
        json.put("endedAt", rebuild.endedAt() == null ? null : rebuild.endedAt().truncatedTo(ChronoUnit.MILLIS));
        return json;
    }

    static Map<String, @Nullable Object> of(RebuildDiff diff) {
        return of(diff, true);
    }

    private static Map<String, @Nullable Object> of(RebuildDiff diff, boolean withSamples) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("comparedAt", diff.comparedAt());
        json.put("equal", diff.isEqual());
        json.put(
                "views",
                diff.views().stream().map(view -> view(view, withSamples)).toList());
        return json;
    }

    private static Map<String, @Nullable Object> view(RebuildDiff.OfView view, boolean withSamples) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("resource", view.resource());
        json.put("new", view.added());
        json.put("gone", view.gone());
        json.put("different", view.different());
        if (withSamples) {
            json.put("samples", view.samples());
        }
        return json;
    }
}
