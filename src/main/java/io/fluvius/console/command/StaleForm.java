package io.fluvius.console.command;

import io.fluvius.console.page.ShownRows;
import io.fluvius.console.page.VersionDiff;
import io.fluvius.query.StateManager;
import io.fluvius.query.Versions;
import java.util.List;

/**
 * What happened to an aggregate after the form of a command was made.
 *
 * @param newest the newest version, on which the form can be sent again
 * @param changes the events since then with what they changed, newest first
 * @param isCut whether there are earlier ones too, which are not shown
 */
record StaleForm(long newest, List<VersionDiff> changes, boolean isCut) {

    private static final int SHOWN = 20;

    /** @param made the version that was shown when the form was made */
    static StaleForm of(StateManager state, String resource, String aggregate, long made, ShownRows rows) {
        long newest = state.versions(resource, aggregate, 0, 1).newest();
        long from = Math.max(made + 1, newest - SHOWN + 1);
        if (from > newest) {
            return new StaleForm(newest, List.of(), false);
        }
        Versions versions = state.versions(resource, aggregate, from, (int) (newest - from + 1));
        return new StaleForm(
                newest,
                versions.data().reversed().stream()
                        .map(version -> VersionDiff.of(version, rows))
                        .toList(),
                from > made + 1);
    }
}
