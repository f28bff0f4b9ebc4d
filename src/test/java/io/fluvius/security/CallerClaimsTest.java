package io.fluvius.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fluvius.access.Caller;
import io.fluvius.access.Right;
import io.fluvius.access.TenantScope;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Tenant;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

class CallerClaimsTest {

    private static final String ID = "0190c7a1-0000-7000-8000-000000000041";

    private final CallerClaims claims = new CallerClaims(
            new OidcProperties(
                    "preferred_username", "realm.roles", "user.id", "user", "tenant", Duration.ofSeconds(60)),
            Set.of("editor", "auditor"),
            false);

    @Test
    void roles_are_found_in_objects_and_those_that_do_not_exist_are_left_out() {
        Caller caller = caller(Map.of("realm", Map.of("roles", List.of("editor", "owner", 7))));

        assertThat(caller.name()).isEqualTo("ann");
        assertThat(caller.roles()).containsExactly("editor");
        assertThat(caller.rights()).isEmpty();
    }

    @Test
    void roles_may_be_a_text() {
        assertThat(caller(Map.of("realm", Map.of("roles", "editor auditor other")))
                        .roles())
                .containsExactlyInAnyOrder("editor", "auditor");
    }

    @Test
    void a_name_with_a_dot_comes_before_an_object() {
        assertThat(caller(Map.of("realm.roles", "auditor", "realm", Map.of("roles", "editor")))
                        .roles())
                .containsExactly("auditor");
    }

    @Test
    void an_aggregate_stands_for_the_caller_if_its_id_is_one() {
        assertThat(caller(Map.of("user", Map.of("id", ID))).self()).isEqualTo(AggregateRef.of("user", ID));
        assertThat(caller(Map.of("user", Map.of("id", "7"))).self()).isNull();
        assertThat(caller(Map.of()).self()).isNull();
        assertThat(caller(Map.of()).roles()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "key:ann", "application", "anonymous"})
    void names_that_only_fluvius_gives_are_refused(String name) {
        assertThatExceptionOfType(OAuth2AuthenticationException.class)
                .isThrownBy(() -> claims.caller(Map.of("preferred_username", name)));
    }

    @Test
    void with_tenants_a_claim_names_the_one_in_which_the_caller_acts() {
        assertThat(inTenants(Map.of("org", Map.of("tenant", "acme"))).tenants())
                .isEqualTo(TenantScope.boundTo(new Tenant("acme")));
        assertThat(inTenants(Map.of("org.tenant", "*")).tenants()).isEqualTo(TenantScope.ALL);
        assertThat(caller(Map.of("org.tenant", "acme")).tenants()).isEqualTo(TenantScope.ALL);
        for (Map<String, Object> without : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("org.tenant", ""),
                Map.of("org.tenant", "No Tenant"),
                Map.of("org.tenant", List.of("acme")))) {
            assertThatExceptionOfType(OAuth2AuthenticationException.class).isThrownBy(() -> inTenants(without));
        }
    }

    @Test
    void a_caller_of_a_tenant_has_no_right_over_all_of_them() {
        Caller owner =
                new Caller("ann", Set.of("owner"), Set.of(Right.KEYS_WRITE), null, TenantScope.boundTo(Tenant.MAIN));

        assertThat(owner.allRights()).containsExactlyInAnyOrder(Right.READ, Right.PERSONAL_DATA_READ);
        assertThat(Caller.of("ann", "owner").allRights()).containsExactlyInAnyOrder(Right.values());
    }

    private static Caller inTenants(Map<String, Object> further) {
        Map<String, Object> all = new HashMap<>(further);
        all.put("sub", "ann");
        return new CallerClaims(
                        new OidcProperties("sub", "roles", "", "user", "org.tenant", Duration.ofSeconds(60)),
                        Set.of(),
                        true)
                .caller(all);
    }

    @Test
    void a_caller_is_the_same_after_its_way_to_another_node() {
        Caller caller = caller(Map.of("user", Map.of("id", ID), "realm", Map.of("roles", "editor")));

        assertThat(Caller.parse(caller.text())).isEqualTo(caller);
        Caller bound = inTenants(Map.of("org.tenant", "acme"));
        assertThat(Caller.parse(bound.text())).isEqualTo(bound);
        assertThat(caller.text()).doesNotContain("known");
    }

    private Caller caller(Map<String, Object> further) {
        Map<String, Object> all = new HashMap<>(further);
        all.put("preferred_username", "ann");
        return claims.caller(all);
    }
}
