package io.fluvius.eventstore.append;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;

/**
 * Measures the groups that are written: how many appends are in one ({@code fluvius.append.group}), and how long it takes
 * until it is durable ({@code fluvius.append.write}), with what is at fault taken out and tried again.
 */
final class MeasuredGroups implements GroupCommit.Writer<Append> {

    private final GroupCommit.Writer<Append> writer;
    private final DistributionSummary sizes;
    private final Timer times;

    MeasuredGroups(GroupCommit.Writer<Append> writer, MeterRegistry meters) {
        this.writer = writer;
        this.sizes = meters.summary("fluvius.append.group");
        this.times = meters.timer("fluvius.append.write");
    }

    @Override
    public void write(List<QueuedWrite<Append>> group) {
        sizes.record(group.size());
        times.record(() -> writer.write(group));
    }
}
