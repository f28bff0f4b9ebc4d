package io.fluvius.bench.start;

import io.fluvius.bench.Contender;
import io.fluvius.bench.LoadModel;
import io.fluvius.bench.Measurement;
import io.fluvius.bench.Percentiles;
import io.fluvius.bench.Scenario;
import java.time.Duration;

/** One call that returns its time itself, because not all of its work is measured. */
record SelfTimedCall() implements LoadModel {

    @Override
    public Measurement run(Scenario scenario, Contender contender, int round) throws Exception {
        Percentiles times = new Percentiles();
        Duration elapsed = (Duration) contender.work().call();
        times.add(elapsed.toNanos());
        return new Measurement(scenario.name(), contender.name(), round, times, elapsed);
    }
}
