package io.fluvius.security;

import io.fluvius.access.Caller;
import io.fluvius.access.CurrentCaller;
import io.fluvius.access.Right;
import io.fluvius.domain.AggregateRef;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestRequest;
import io.fluvius.http.TestResponse;
import io.fluvius.security.ApiKeys.Grant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/**
 * Base class of tests in which every caller needs an API key. All of them on one database share an application, so they add no
 * settings.
 */
@TestPropertySource(
        properties = {
            "fluvius.security.mode=keys",
            "fluvius.security.failed-attempts=10000",
            "fluvius.http.limits.requests-per-second=10000",
            "fluvius.http.changes.heartbeat=500ms",
            "fluvius.personal-keys.master=test:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
        })
public abstract class WithKeys extends HttpJourney {

    @Autowired
    private ApiKeys keys;

    @Autowired
    private CurrentCaller callers;

    /** Creates a key for roles, and returns its text. */
    public final String key(String... roles) {
        return create(Set.of(roles), Set.of(), null).text();
    }

    /** Creates a key without a role that has rights. */
    public final String keyWith(Right... rights) {
        return create(Set.of(), Set.of(rights), null).text();
    }

    /** Creates a key without a role for which an aggregate stands. */
    public final String keyOf(AggregateRef self) {
        return create(Set.of(), Set.of(), self).text();
    }

    /** Creates a key that no other test uses. */
    public final ApiKeys.Created create(Set<String> roles, Set<Right> rights, @Nullable AggregateRef self) {
        return callers.call(
                Caller.APPLICATION,
                () -> keys.create(new Grant("test-" + UUID.randomUUID(), roles, rights, self, null, null)));
    }

    /** Revokes a key. */
    public final void revoke(ApiKeys.Created key) {
        callers.call(Caller.APPLICATION, () -> {
            keys.revoke(key.key().id());
            return key;
        });
    }

    /** A request with an API key. */
    public final TestRequest request(String key, String method, String path) {
        return request(method, path).header("Authorization", "Bearer " + key);
    }

    /** The response to {@code GET} with an API key. */
    public final TestResponse get(String key, String path) {
        return request(key, "GET", path).exchange();
    }

    /** The response to a command that is sent with an API key. */
    public final TestResponse command(String key, String command, String json) {
        return request(key, "POST", "/api/commands/" + command).json(json).exchange();
    }
}
