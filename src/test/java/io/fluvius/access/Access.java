package io.fluvius.access;

import io.fluvius.domain.registry.DomainRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;

/** The access of the modes. */
public final class Access {

    private Access() {}

    /** Callers of the mode {@code local}. */
    public static CurrentCaller local() {
        return new CurrentCaller(SecurityMode.LOCAL, false);
    }

    /** Allows everything, as the mode {@code local} does. */
    public static AccessPolicy open() {
        return new AccessPolicy(local(), new DomainRegistry(List.of()), new Refusals(new SimpleMeterRegistry()));
    }

    /** The policy of a mode for some domains. */
    public static AccessPolicy of(CurrentCaller callers, DomainRegistry domains, MeterRegistry registry) {
        return new AccessPolicy(callers, domains, new Refusals(registry));
    }

    /** Callers of a mode with credentials. */
    public static CurrentCaller keys() {
        return new CurrentCaller(SecurityMode.KEYS, false);
    }
}
