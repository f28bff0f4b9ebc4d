package io.fluvius.processing.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.fluvius.domain.Tenant;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.SagaRepository;
import org.junit.jupiter.api.Test;

/** Sagas of several tenants that wait for the same value. */
class SagasOfTenantTest {

    private static final AssociationValue VALUE = new AssociationValue("email", "ann@example.com");

    @SuppressWarnings("unchecked") // a mock of a generic type
    private final SagaRepository<Object> all = mock(SagaRepository.class);

    private final SagasOfTenant<Object> sagas = new SagasOfTenant<>(all);

    @Test
    void an_event_finds_those_of_its_tenant() {
        when(all.find(VALUE)).thenReturn(Set.of("1", "acme/2", "globex/3", "acme-2/4"));

        assertThat(find(Map.of())).containsExactly("1");
        assertThat(find(Map.of(Tenant.KEY, "main"))).containsExactly("1");
        assertThat(find(Map.of(Tenant.KEY, "acme"))).containsExactly("acme/2");
        assertThat(find(Map.of(Tenant.KEY, "other"))).isEmpty();
    }

    private Set<String> find(Map<String, String> metadata) {
        return DefaultUnitOfWork.startAndGet(new GenericEventMessage<>("event", metadata))
                .executeWithResult(() -> sagas.find(VALUE))
                .getPayload();
    }
}
