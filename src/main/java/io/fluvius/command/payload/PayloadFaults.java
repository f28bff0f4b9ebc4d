package io.fluvius.command.payload;

import io.fluvius.problem.Fault;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the faults of a payload in the order of their detection, without duplicates. */
final class PayloadFaults {

    private final Set<Fault> found = new LinkedHashSet<>();

    void add(String pointer, String message) {
        found.add(new Fault(pointer, message));
    }

    int count() {
        return found.size();
    }

    List<Fault> all() {
        return new ArrayList<>(found);
    }
}
