package io.fluvius.processing.saga;

import io.fluvius.domain.Tenant;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.Saga;
import org.axonframework.modelling.saga.SagaRepository;

/**
 * Finds the sagas of the tenant of the event that is handled, even if sagas of others wait for the same value. The identifier of a saga
 * tells its tenant. Safe for use by many threads if its delegate is.
 *
 * @param all the sagas of all tenants
 */
record SagasOfTenant<T>(SagaRepository<T> all) implements SagaRepository<T> {

    /** The identifier of a new saga. */
    static String identifier(String unique) {
        return Tenant.ofHandledMessage().qualify(unique);
    }

    @Override
    public Set<String> find(AssociationValue value) {
        Tenant tenant = Tenant.ofHandledMessage();
        return all.find(value).stream().filter(saga -> isOf(tenant, saga)).collect(Collectors.toSet());
    }

    private static boolean isOf(Tenant tenant, String saga) {
        return saga.equals(tenant.qualify(saga.substring(saga.indexOf('/') + 1)));
    }

    @Override
    public Saga<T> load(String identifier) {
        return all.load(identifier);
    }

    @Override
    public Saga<T> createInstance(String identifier, Supplier<T> factory) {
        return all.createInstance(identifier, factory);
    }
}
