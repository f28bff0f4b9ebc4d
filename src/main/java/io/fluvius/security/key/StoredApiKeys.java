package io.fluvius.security.key;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.Caller;
import io.fluvius.access.TenantScope;
import io.fluvius.domain.Tenant;
import io.fluvius.operations.OperatorActions;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.security.ApiKey;
import io.fluvius.security.ApiKeys;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** API keys in the database, which is asked for each request, so that a key that is revoked is refused by every node at once. */
final class StoredApiKeys implements ApiKeys {

    /** The hash of a key that does not exist, so that it takes as long to refuse as one with a wrong secret. */
    private static final byte[] NO_HASH = new byte[32];

    private final KeyTable table;
    private final GrantCheck check;
    private final AccessPolicy access;
    private final OperatorActions actions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    StoredApiKeys(KeyTable table, AccessPolicy access, OperatorActions actions, Clock clock) {
        this.table = table;
        this.check = new GrantCheck(access);
        this.access = access;
        this.actions = actions;
        this.clock = clock;
    }

    @Override
    public Created create(Grant grant) {
        Map<String, Object> details = Map.of("roles", grant.roles(), "rights", grant.rights());
        return actions.run("create-key", grant.name(), details, () -> {
            check.require(grant, now());
            KeyText text = KeyText.random(random);
            ApiKey key = new ApiKey(
                    text.id(),
                    grant.name(),
                    grant.roles(),
                    grant.rights(),
                    grant.self(),
                    grant.tenant(),
                    now(),
                    access.caller().name(),
                    grant.expiresAt() == null ? null : grant.expiresAt().truncatedTo(ChronoUnit.MILLIS),
                    null,
                    null);
            if (!table.add(key, text.hash(), MAX_LIVE)) {
                throw Problem.of(
                                ProblemCode.WRONG_STATE,
                                MAX_LIVE + " live keys have the name " + grant.name() + "; revoke one of them first")
                        .asException();
            }
            return new Created(key, text.text());
        });
    }

    @Override
    public List<ApiKey> all() {
        return table.all();
    }

    @Override
    public void revoke(String id) {
        actions.run("revoke-key", id, Map.of(), () -> {
            if (table.find(id).isEmpty()) {
                throw Problem.of(ProblemCode.NOT_FOUND, "No key has this id").asException();
            }
            table.revoke(id, now(), access.caller().name());
            return id;
        });
    }

    @Override
    public Optional<Caller> verify(String text) {
        Optional<KeyText> presented = KeyText.parse(text);
        if (presented.isEmpty()) {
            return Optional.empty();
        }
        Optional<KeyTable.Row> stored = table.find(presented.get().id());
        byte[] expected = stored.map(KeyTable.Row::hash).orElse(NO_HASH);
        boolean matches = MessageDigest.isEqual(expected, presented.get().hash());
        return stored.map(KeyTable.Row::key)
                .filter(key -> matches && key.isLive(now()))
                .map(this::used);
    }

    /** Records the day on which a key was used. */
    private Caller used(ApiKey key) {
        LocalDate today = LocalDate.ofInstant(now(), ZoneOffset.UTC);
        if (!today.equals(key.lastUsedOn())) {
            table.used(key.id(), today);
        }
        return new Caller(NAME_PREFIX + key.name(), key.roles(), key.rights(), key.self(), scope(key));
    }

    /** A key from before there were tenants belongs to a caller who may act in all of them. */
    private static TenantScope scope(ApiKey key) {
        return key.tenant() == null || key.tenant().equals(EVERY_TENANT)
                ? TenantScope.ALL
                : TenantScope.boundTo(new Tenant(key.tenant()));
    }

    @Override
    public boolean isLive(String id) {
        return table.find(id).filter(row -> row.key().isLive(now())).isPresent();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
