package io.fluvius.bench;

import io.fluvius.bench.command.ConflictWorkload;
import io.fluvius.bench.command.CreateWorkload;
import io.fluvius.bench.command.NodesWorkload;
import io.fluvius.bench.command.ScaleWorkload;
import io.fluvius.bench.command.UpdateWorkload;
import io.fluvius.bench.crud.ChurnWorkload;
import io.fluvius.bench.live.LiveWorkload;
import io.fluvius.bench.query.QueryWorkload;
import io.fluvius.bench.rebuild.RebuildWorkload;
import io.fluvius.bench.serving.ServingWorkload;
import io.fluvius.bench.start.StartWorkload;
import io.fluvius.bench.variant.VariantWorkload;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one or all workloads and writes reports. */
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
            new ScaleWorkload(),
            new ConflictWorkload(),
            new NodesWorkload(),
            new ServingWorkload(),
            new VariantWorkload());

    private Benchmarks() {}

    /**
     * Takes one argument: {@code all} or the name of a workload. Exits explicitly, with status 1 on failure, so that remaining
     * threads do not keep the process alive.
     */
    public static void main(String[] arguments) {
        System.setProperty("disable-axoniq-console-message", "true");
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        try {
            run(arguments[0], Scale.ofThisRun());
            System.exit(0);
        } catch (Exception failure) {
            LOG.error("The benchmark failed", failure);
            System.exit(1);
        }
    }

    private static void run(String name, Scale scale) throws Exception {
        for (Workload workload : selected(name)) {
            LOG.info("{} {}", workload.name(), workload.title());
            WorkloadResult result = workload.measure(scale);
            Report.write(workload, scale, result);
            result.goals()
                    .forEach(goal ->
                            LOG.info("{}: {}: {}", goal.met() ? "Met" : "Missed", goal.description(), goal.result()));
        }
    }

    private static List<Workload> selected(String name) {
        List<Workload> selected = ALL.stream()
                .filter(it -> name.equals("all") || it.name().equals(name))
                .toList();
        if (selected.isEmpty()) {
            throw new IllegalArgumentException("Unknown workload " + name + "; the workloads are "
                    + ALL.stream().map(Workload::name).toList());
        }
        return selected;
    }
}
