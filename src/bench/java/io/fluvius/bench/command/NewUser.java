package io.fluvius.bench.command;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The data of a user to create, with a unique e-mail address. */
record NewUser(UUID id, String name, String email) {

    private static final AtomicLong NUMBERS = new AtomicLong();

    static NewUser next() {
        return new NewUser(
                UuidCreator.getTimeOrderedEpoch(), "Jane Doe", "jane." + NUMBERS.incrementAndGet() + "@example.com");
    }
}
