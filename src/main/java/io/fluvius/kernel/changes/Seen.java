package io.fluvius.kernel.changes;

import io.fluvius.kernel.Change;
import io.fluvius.kernel.Position;
import java.util.UUID;

/**
 * What one event means to one follower.
 *
 * @param id the row
 * @param event where the event lies
 * @param change what to tell
 */
record Seen<V extends Record>(UUID id, Position event, Change<V> change) {}
