package io.fluvius.eventstore.append;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;

/**
 * Measures groups: the number of appends in each ({@code fluvius.append.group}), and the time until all of them are durable
 * or failed, retries included ({@code fluvius.append.write}).
 */
final class MeasuredGroups implements GroupCommit.Sink<Append> {

    private final GroupCommit.Sink<Append> sink;
    private final DistributionSummary sizes;
    private final Timer times;

    MeasuredGroups(GroupCommit.Sink<Append> sink, MeterRegistry meters) {
        this.sink = sink;
        this.sizes = meters.summary("fluvius.append.group");
        this.times = meters.timer("fluvius.append.write");
    }

    @Override
    public void write(List<QueuedWrite<Append>> group) {
        sizes.record(group.size());
        times.record(() -> sink.write(group));
    }
}
