package io.fluvius.console.item;

import io.fluvius.console.page.Times;
import io.fluvius.problem.Fault;
import io.fluvius.query.NotFoundException;
import io.fluvius.query.StateManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A point in the history of a row, entered as a version or as a time. */
@FunctionalInterface
interface PointOfHistory {

    /** The row at this point. Throws {@link NotFoundException} if there was none. */
    Record row(StateManager state, String resource, UUID id);

    /** Parses a point. Adds a fault and returns null if it is neither a version nor a time. */
    static @Nullable PointOfHistory parse(String name, String text, List<Fault> faults) {
        if (text.matches("\\d{1,18}")) {
            long version = Long.parseLong(text);
            return (state, resource, id) -> state.at(resource, id, version);
        }
        Optional<Instant> time = Times.parse(text);
        if (time.isEmpty()) {
            faults.add(
                    new Fault(Fault.child("", name), "must be a version such as 3, or a time: it " + Times.EXPECTED));
            return null;
        }
        return (state, resource, id) -> state.at(resource, id, time.get());
    }
}
