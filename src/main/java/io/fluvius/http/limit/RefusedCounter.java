package io.fluvius.http.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts the requests that exceed a limit. */
final class RefusedCounter {

    private final Counter rate;
    private final Map<Lasting.Kind, Counter> lasting;

    RefusedCounter(MeterRegistry registry) {
        this.rate = counter("rate", registry);
        this.lasting = Arrays.stream(Lasting.Kind.values())
                .collect(Collectors.toMap(
                        kind -> kind, kind -> counter(kind.name().toLowerCase(Locale.ROOT), registry)));
    }

    void countRate() {
        rate.increment();
    }

    void count(Lasting.Kind kind) {
        Counter counter = lasting.get(kind);
        if (counter != null) {
            counter.increment();
        }
    }

    private static Counter counter(String limit, MeterRegistry registry) {
        return Counter.builder("fluvius.http.refused")
                .description("The requests that exceeded a limit")
                .tag("limit", limit)
                .register(registry);
    }
}
