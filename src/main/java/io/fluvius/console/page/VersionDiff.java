package io.fluvius.console.page;

import io.fluvius.query.HistoryEntry;
import io.fluvius.query.Versions.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event has changed.
 *
 * @param event the event
 * @param changes the fields of the row that have changed; null if that was not computed
 * @param members the members of the event
 * @param isDeletion whether the row does not exist after the event
 */
public record VersionDiff(
        HistoryEntry event, @Nullable List<FieldChange> changes, List<FieldChange> members, boolean isDeletion) {

    public static VersionDiff of(Version version, ShownRows rows) {
        return new VersionDiff(
                version.event(),
                FieldChange.between(rows.json(version.before()), rows.json(version.after())),
                members(version.event(), rows),
                version.before() != null && version.after() == null);
    }

    /** An event alone, because all events before it would have to be applied for what it has changed. */
    public static VersionDiff of(HistoryEntry event, ShownRows rows) {
        return new VersionDiff(event, null, members(event, rows), false);
    }

    /** The members of an event. */
    private static List<FieldChange> members(HistoryEntry event, ShownRows rows) {
        return FieldChange.between(rows.json(null), rows.json(event.data()));
    }

    /** The last part of the type of the event, in words: {@code User created}. */
    public String title() {
        return title(event);
    }

    /** The last part of the type of an event, in words. */
    public static String title(HistoryEntry event) {
        String words = event.type().substring(event.type().indexOf('.') + 1).replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** The event that caused the command; null if none is known. */
    public @Nullable String cause() {
        String cause = event.causationId();
        return cause == null || cause.equals(String.valueOf(event.commandId())) ? null : cause;
    }
}
