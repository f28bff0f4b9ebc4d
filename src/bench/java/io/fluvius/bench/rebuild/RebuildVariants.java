package io.fluvius.bench.rebuild;

import io.fluvius.bench.Database;
import io.fluvius.bench.Measurements;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Scale;
import io.fluvius.bench.StoreCopy;
import io.fluvius.bench.Variant;
import java.util.ArrayList;
import java.util.List;

/** W4 of Fluvius with different settings. */
public final class RebuildVariants {

    private RebuildVariants() {}

    /** Measures variants that have stored the same events, and verifies that their directories are the same. */
    public static void measure(Postgres postgres, List<Variant> variants, Measurements measurements, Scale scale)
            throws Exception {
        Database original = RebuildWorkload.events(scale).createIn(postgres, "original");
        List<Subject> subjects = new ArrayList<>();
        try {
            for (Variant variant : variants) {
                Database store = variant.in(postgres::create);
                StoreCopy.run(original, store);
                store.execute("vacuum analyze");
                subjects.add(new Subject(variant.name(), store));
            }
            RebuildWorkload.rounds("PostgreSQL, rebuild", subjects, measurements, scale.rounds());
            for (Subject other : subjects) {
                RebuildWorkload.requireSame(subjects.getFirst(), other);
            }
        } finally {
            subjects.forEach(Subject::close);
        }
    }
}
