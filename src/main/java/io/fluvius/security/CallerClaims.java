package io.fluvius.security;

import io.fluvius.access.Caller;
import io.fluvius.access.TenantScope;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Tenant;
import io.fluvius.domain.text.Identifiers;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** Reads the caller from the claims of an access token or an ID token. Roles that do not exist here are left out. Immutable. */
public final class CallerClaims {

    private final OidcProperties settings;
    private final Set<String> roles;
    private final boolean hasTenants;

    /**
     * @param roles the roles that callers can have
     * @param hasTenants whether the claims have to name the tenant in which a caller acts
     */
    public CallerClaims(OidcProperties settings, Set<String> roles, boolean hasTenants) {
        this.settings = settings;
        this.roles = roles;
        this.hasTenants = hasTenants;
    }

    /**
     * Returns the caller.
     *
     * @throws OAuth2AuthenticationException if the claims have no name, or one that only Fluvius gives: that of an API key, or of a
     *     caller without credentials; or no tenant, in an application with tenants
     */
    public Caller caller(Map<String, Object> claims) {
        Object name = claims.get(settings.nameClaim());
        if (!(name instanceof String text) || isRefused(text)) {
            throw invalid("The claim " + settings.nameClaim() + " is not a name");
        }
        Set<String> granted = texts(value(claims, settings.rolesClaim()))
                .filter(roles::contains)
                .collect(Collectors.toSet());
        return new Caller(text, granted, Set.of(), self(claims), tenants(claims));
    }

    /** A caller whose tenant is not known may act in none. */
    private TenantScope tenants(Map<String, Object> claims) {
        if (!hasTenants) {
            return TenantScope.ALL;
        }
        Object tenant = value(claims, settings.tenantClaim());
        if (ApiKeys.EVERY_TENANT.equals(tenant)) {
            return TenantScope.ALL;
        }
        return Optional.ofNullable(tenant instanceof String name ? name : null)
                .flatMap(Tenant::find)
                .map(TenantScope::boundTo)
                .orElseThrow(() -> invalid("The claim " + settings.tenantClaim() + " is not a tenant"));
    }

    private static OAuth2AuthenticationException invalid(String description) {
        return new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, description, null));
    }

    private static boolean isRefused(String name) {
        return name.isBlank() || name.startsWith(ApiKeys.NAME_PREFIX) || Caller.isReserved(name);
    }

    private @Nullable AggregateRef self(Map<String, Object> claims) {
        String claim = settings.selfClaim();
        return claim.isEmpty() || !(value(claims, claim) instanceof String id)
                ? null
                : Identifiers.parse(id)
                        .map(identifier -> AggregateRef.of(settings.selfResource(), identifier))
                        .orElse(null);
    }

    private static @Nullable Object value(Map<?, ?> claims, String path) {
        Object whole = claims.get(path);
        int dot = path.indexOf('.');
        if (whole != null || dot < 0) {
            return whole;
        }
        return claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? value(inner, path.substring(dot + 1))
                : null;
    }

    private static Stream<String> texts(@Nullable Object claim) {
        return switch (claim) {
            case String text -> List.of(text.split(" ")).stream();
            case Collection<?> elements ->
                elements.stream().filter(String.class::isInstance).map(String.class::cast);
            case null -> Stream.empty();
            default -> Stream.empty();
        };
    }
}
