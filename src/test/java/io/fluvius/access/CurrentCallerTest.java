package io.fluvius.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.domain.Tenant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.Test;

/** The tenant in which a thread acts, also in the mode {@code local}, in which callers have no credentials. */
class CurrentCallerTest {

    private static final Tenant ACME = new Tenant("acme");
    private static final Tenant GLOBEX = new Tenant("globex");

    @Test
    @SuppressWarnings("try") // the stay ends with the block
    void a_caller_of_all_tenants_acts_in_the_one_that_is_entered() {
        for (SecurityMode mode : List.of(SecurityMode.LOCAL, SecurityMode.KEYS)) {
            CurrentCaller callers = new CurrentCaller(mode, true);
            try (CurrentCaller.Stay stay = callers.enter(ACME)) {
                assertThat(callers.tenant()).isEqualTo(ACME);
                // a task of another caller who has chosen none, and of one who has
                assertThat(callers.call(Caller.APPLICATION, callers::tenant)).isEqualTo(ACME);
                assertThat(callers.call(Caller.APPLICATION.in(GLOBEX), callers::tenant))
                        .isEqualTo(GLOBEX);
                assertThat(callers.tenant()).isEqualTo(ACME);
            }
            assertThat(callers.tenant()).isEqualTo(Tenant.MAIN);
        }
    }

    @Test
    @SuppressWarnings("try") // the stay ends with the block
    void a_caller_who_is_bound_stays_in_its_tenant() {
        CurrentCaller callers = new CurrentCaller(SecurityMode.KEYS, true);
        Caller bound = new Caller("ann", Set.of(), Set.of(), null, TenantScope.boundTo(GLOBEX));
        callers.call(bound, () -> {
            assertThat(callers.mayActIn(ACME)).isFalse();
            try (CurrentCaller.Stay stay = callers.enter(ACME)) {
                assertThat(callers.tenant()).isEqualTo(GLOBEX);
            }
            return bound;
        });
    }

    @Test
    void what_handles_a_message_acts_in_its_tenant_only() {
        CurrentCaller callers = new CurrentCaller(SecurityMode.LOCAL, true);
        DefaultUnitOfWork.startAndGet(new GenericEventMessage<>("event", Map.of(Tenant.KEY, "acme")))
                .execute(() -> {
                    assertThat(callers.tenant()).isEqualTo(ACME);
                    assertThat(callers.mayActIn(ACME)).isTrue();
                    assertThat(callers.mayActIn(GLOBEX)).isFalse();
                });
    }

    @Test
    void without_tenants_there_is_the_main_one() {
        CurrentCaller callers = new CurrentCaller(SecurityMode.LOCAL, false);

        assertThat(callers.mayActIn(Tenant.MAIN)).isTrue();
        assertThat(callers.mayActIn(ACME)).isFalse();
    }
}
