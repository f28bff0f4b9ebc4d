package io.fluvius.tenant;

import io.fluvius.access.Caller;
import io.fluvius.access.CurrentCaller;
import io.fluvius.domain.AggregateRef;
import io.fluvius.http.TestRequest;
import io.fluvius.http.TestResponse;
import io.fluvius.security.ApiKeys;
import io.fluvius.security.ApiKeys.Grant;
import io.fluvius.security.WithKeys;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/**
 * Base class of tests in an application with tenants. All of them on one database share an application, so they add no settings. Few
 * aggregates are in memory, so that commands also load them from events and snapshots.
 */
@TestPropertySource(
        properties = {"fluvius.tenants.enabled=true", "fluvius.aggregates.cached=5", "fluvius.snapshots.after-events=2"
        })
abstract class WithTenants extends WithKeys {

    static final String ACME = "acme";
    static final String GLOBEX = "globex";

    @Autowired
    private ApiKeys keys;

    @Autowired
    private CurrentCaller callers;

    /** Creates a key for a role in a tenant, or in all of them, and returns its text. */
    final String keyIn(String tenant, String... roles) {
        return create(tenant, Set.of(roles), null);
    }

    /** Creates a key of a user in a tenant, and returns its text. */
    final String keyIn(String tenant, AggregateRef self) {
        return create(tenant, Set.of(), self);
    }

    private String create(String tenant, Set<String> roles, @Nullable AggregateRef self) {
        Grant grant = new Grant("test-" + UUID.randomUUID(), roles, Set.of(), self, tenant, null);
        return callers.call(Caller.APPLICATION, () -> keys.create(grant)).text();
    }

    /** A request of a caller of all tenants in one of them. */
    final TestRequest requestIn(String tenant, String key, String method, String path) {
        return request(key, method, path).header("Fluvius-Tenant", tenant);
    }

    /** Creates a user whom the state includes when this returns. */
    final String createUser(String key, String name, String email) {
        TestResponse created = command(key, "create-user", user(name, email)).is(201);
        String id = created.json().at("/aggregate/id").stringValue();
        get(
                        key,
                        "/api/users/" + id + "?after="
                                + created.json().path("position").stringValue())
                .is(200);
        return id;
    }
}
