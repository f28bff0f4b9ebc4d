package io.fluvius.bench.start;

import io.fluvius.bench.Contender;
import io.fluvius.bench.Contest;
import io.fluvius.bench.Measurement;
import io.fluvius.bench.Percentiles;
import io.fluvius.bench.Turn;
import java.time.Duration;

/** The work says itself how long it took: not all of what it does belongs to it. */
record OneStart() implements Turn {

    @Override
    public Measurement of(Contest contest, Contender contender, int round) throws Exception {
        Percentiles times = new Percentiles();
        Duration elapsed = (Duration) contender.work().call();
        times.add(elapsed.toNanos());
        return new Measurement(contest.name(), contender.name(), round, times, elapsed);
    }
}
