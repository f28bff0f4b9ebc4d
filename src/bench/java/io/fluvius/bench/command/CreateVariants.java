package io.fluvius.bench.command;

import io.fluvius.bench.ClosedLoop;
import io.fluvius.bench.Measurements;
import io.fluvius.bench.Scale;
import io.fluvius.bench.Variant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** W1 of Fluvius with different settings. */
public final class CreateVariants {

    private static final int MANY = 64;
    private static final Duration LOAD_TIME = Duration.ofSeconds(2);
    private static final int WARM_UPS = 12;

    private CreateVariants() {}

    /** Measures variants that have a new database each, and verifies that every acknowledged user is stored. */
    public static void measure(
            String product, Variant.Databases databases, List<Variant> variants, Measurements measurements, Scale scale)
            throws Exception {
        List<Subject> subjects = new ArrayList<>();
        try {
            for (Variant variant : variants) {
                subjects.add(new Subject(variant.name(), variant.in(databases)));
            }
            WriteScenario writes =
                    new WriteScenario(subjects.stream().map(WriteContender::of).toList());
            Duration time = scale.time(LOAD_TIME);
            measurements.measure(writes.scenario(product), new ClosedLoop(MANY, time), WARM_UPS, 0);
            for (int clients : List.of(1, MANY)) {
                ClosedLoop load = new ClosedLoop(clients, time);
                measurements.measure(
                        writes.scenario(CreateWorkload.scenario(product, clients)), load, 0, scale.rounds());
            }
            writes.requireAllStored();
        } finally {
            subjects.forEach(Subject::close);
        }
    }
}
