package io.fluvius.bench.variant;

import io.fluvius.bench.Goal;
import io.fluvius.bench.H2Files;
import io.fluvius.bench.Measure;
import io.fluvius.bench.Measurements;
import io.fluvius.bench.Postgres;
import io.fluvius.bench.Ratio;
import io.fluvius.bench.Scale;
import io.fluvius.bench.Variant;
import io.fluvius.bench.Variant.Part;
import io.fluvius.bench.Workload;
import io.fluvius.bench.WorkloadResult;
import io.fluvius.bench.command.CreateVariants;
import io.fluvius.bench.query.PageVariants;
import io.fluvius.bench.rebuild.RebuildVariants;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** W13: what encrypted personal data and tenants cost. */
public final class VariantWorkload implements Workload {

    private static final Variant PLAIN = new Variant("plain", Map.of(), 0, EnumSet.allOf(Part.class));
    private static final Map<String, String> ENCRYPTED = Map.of(
            "fluvius.personal-data", "encrypted",
            "fluvius.personal-keys.master", "bench:" + "A".repeat(43) + "=",
            // of this run only: no person is forgotten, so no line is written
            "fluvius.personal-keys.ledger", "target/bench-erasures.ledger");
    private static final List<Variant> VARIANTS = List.of(
            PLAIN,
            new Variant("encrypted", ENCRYPTED, 0.15, EnumSet.of(Part.CREATE, Part.REBUILD)),
            new Variant(
                    "tenants", Map.of("fluvius.tenants.enabled", "true"), 0.03, EnumSet.of(Part.CREATE, Part.PAGES)));

    @Override
    public String name() {
        return "W13";
    }

    @Override
    public String title() {
        return "personal data and tenants";
    }

    @Override
    public String description() {
        return """
                Fluvius with one setting more against Fluvius without it, each with its own database on the same server: `encrypted` encrypts
                personal data in events, and `tenants` has tenants, of which one is used. The application runs in the mode `local`, so that the ratio shows the cost of the setting alone.
                Users are created by 1 and by 64 clients, as in W1. The user directory is rebuilt as in W4, from the same events,
                which each store has imported; the directories must be the same. The lists of W5 are read in process. The variants take turns.""";
    }

    @Override
    public Measure compared() {
        return Measure.RATE;
    }

    @Override
    public WorkloadResult measure(Scale scale) throws Exception {
        Measurements all = new Measurements();
        List<Goal> goals = new ArrayList<>();
        String server;
        try (Postgres postgres = Postgres.start()) {
            server = postgres.description();
            Measurements created = new Measurements();
            CreateVariants.measure("PostgreSQL", postgres::create, with(Part.CREATE), created, scale);
            try (H2Files files = H2Files.create()) {
                CreateVariants.measure("H2", files::database, with(Part.CREATE), created, scale);
            }
            all.addAll(created);
            goals.addAll(rates(Part.CREATE, created));
        }
        try (Postgres postgres = Postgres.start()) {
            Measurements rebuilt = new Measurements();
            RebuildVariants.measure(postgres, with(Part.REBUILD), rebuilt, scale);
            all.addAll(rebuilt);
            goals.addAll(rates(Part.REBUILD, rebuilt));
        }
        if (with(Part.PAGES).size() > 1) {
            try (Postgres postgres = Postgres.start()) {
                Measurements read = PageVariants.measure(postgres, with(Part.PAGES), scale);
                all.addAll(read);
                goals.addAll(times(read));
            }
        }
        return new WorkloadResult(
                all,
                goals,
                List.of(
                        String.format(
                                Locale.ROOT, "%,d events to rebuild from, and as many users to read", scale.rows()),
                        server,
                        H2Files.DESCRIPTION));
    }

    /** Returns the variants of a part, starting with that without a setting. */
    private static List<Variant> with(Part part) {
        return VARIANTS.stream()
                .filter(variant -> variant.parts().contains(part))
                .toList();
    }

    private static List<Goal> rates(Part part, Measurements measurements) {
        return measurements.scenarios().stream()
                .flatMap(scenario -> with(part).stream().skip(1).map(variant -> rate(variant, scenario, measurements)))
                .toList();
    }

    private static Goal rate(Variant variant, String scenario, Measurements measurements) {
        Ratio ratio = measurements.ratio(Measure.RATE, scenario, variant.name(), PLAIN.name());
        return new Goal(
                String.format(
                        Locale.ROOT,
                        "%s, %s: at least %.2f times the calls per second of %s",
                        scenario,
                        variant.name(),
                        1 - variant.maxCost(),
                        PLAIN.name()),
                ratio.median() >= 1 - variant.maxCost(),
                ratio.toString());
    }

    private static List<Goal> times(Measurements pages) {
        return with(Part.PAGES).stream()
                .skip(1)
                .map(variant -> time(variant, pages))
                .toList();
    }

    /** The pages together, because the median of a single one varies more than the setting may cost. */
    private static Goal time(Variant variant, Measurements pages) {
        Ratio ratio = Ratio.of(pages.scenarios().stream()
                .map(page -> pages.ratio(page, variant.name(), PLAIN.name()).median())
                .toList());
        return new Goal(
                String.format(
                        Locale.ROOT,
                        "pages, %s: the median page takes at most %.2f times as long as with %s",
                        variant.name(),
                        1 + variant.maxCost(),
                        PLAIN.name()),
                ratio.median() <= 1 + variant.maxCost(),
                "%s over %d pages".formatted(ratio, pages.scenarios().size()));
    }
}
