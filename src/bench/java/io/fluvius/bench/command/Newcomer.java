package io.fluvius.bench.command;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Somebody who is not a user yet, and whose e-mail address nobody else has. */
record Newcomer(UUID id, String name, String email) {

    private static final AtomicLong NUMBERS = new AtomicLong();

    static Newcomer next() {
        return new Newcomer(
                UuidCreator.getTimeOrderedEpoch(), "Jane Doe", "jane." + NUMBERS.incrementAndGet() + "@example.com");
    }
}
