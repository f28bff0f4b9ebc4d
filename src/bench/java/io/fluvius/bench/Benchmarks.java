package io.fluvius.bench;

import io.fluvius.bench.command.CreateWorkload;
import io.fluvius.bench.command.ScaleWorkload;
import io.fluvius.bench.command.UpdateWorkload;
import io.fluvius.bench.crud.ChurnWorkload;
import io.fluvius.bench.live.LiveWorkload;
import io.fluvius.bench.query.QueryWorkload;
import io.fluvius.bench.rebuild.RebuildWorkload;
import io.fluvius.bench.start.StartWorkload;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs all workloads or one, and writes down what was measured. */
final class Benchmarks {

    private static final Logger LOG = LoggerFactory.getLogger(Benchmarks.class);
    private static final List<Workload> ALL = List.of(
            new CreateWorkload(),
            new UpdateWorkload(),
            new ChurnWorkload(),
            new RebuildWorkload(),
            new QueryWorkload(),
            new StartWorkload(),
            new LiveWorkload(),
            new ScaleWorkload());

    private Benchmarks() {}

    /**
     * The only argument is {@code all} or the name of a workload. Exits with 1 when a benchmark cannot be run; threads
     * that others left behind do not keep the process.
     */
    public static void main(String[] arguments) {
        System.setProperty("disable-axoniq-console-message", "true");
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        try {
            run(arguments[0], Scale.ofThisRun());
            System.exit(0);
        } catch (Exception failure) {
            LOG.error("The benchmark is broken", failure);
            System.exit(1);
        }
    }

    private static void run(String name, Scale scale) throws Exception {
        for (Workload workload : chosen(name)) {
            LOG.info("{} {}", workload.name(), workload.title());
            Outcome outcome = workload.measure(scale);
            Report.write(workload, scale, outcome);
            outcome.goals()
                    .forEach(goal -> LOG.info("{}: {}: {}", goal.met() ? "Met" : "Missed", goal.words(), goal.found()));
        }
    }

    private static List<Workload> chosen(String name) {
        List<Workload> chosen = ALL.stream()
                .filter(it -> name.equals("all") || it.name().equals(name))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("There is no workload " + name + ", only "
                    + ALL.stream().map(Workload::name).toList());
        }
        return chosen;
    }
}
