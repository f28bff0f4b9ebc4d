package io.fluvius.access;

import io.fluvius.domain.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * In which tenants a caller may act, and in which one it does at present. Immutable.
 *
 * @param tenant the tenant in which it acts; null if it has not chosen any, and so acts in {@link Tenant#MAIN}
 * @param bound whether it may act in no other tenant
 */
public record TenantScope(@Nullable Tenant tenant, boolean bound) {

    /** Of a caller who may act in every tenant. */
    public static final TenantScope ALL = new TenantScope(null, false);

    public TenantScope {
        if (bound && tenant == null) {
            throw new IllegalArgumentException("A caller is bound to a tenant");
        }
    }

    /** Of a caller who may act in one tenant only. */
    public static TenantScope boundTo(Tenant tenant) {
        return new TenantScope(tenant, true);
    }

    /** Whether the caller may act in a tenant. */
    public boolean allows(Tenant other) {
        return !bound || other.equals(tenant);
    }

    /** Returns the scope of the same caller in a tenant in which it may act. */
    TenantScope in(Tenant other) {
        return bound ? this : new TenantScope(other, false);
    }
}
