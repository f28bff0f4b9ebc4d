package io.fluvius.security.key;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.Caller;
import io.fluvius.domain.Role;
import io.fluvius.domain.Tenant;
import io.fluvius.problem.Fault;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.security.ApiKeys;
import io.fluvius.security.ApiKeys.Grant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what a new key is for. */
final class GrantCheck {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,99}");

    private final AccessPolicy access;

    GrantCheck(AccessPolicy access) {
        this.access = access;
    }

    void require(Grant grant, Instant now) {
        List<Fault> faults = new ArrayList<>();
        if (!NAME.matcher(grant.name()).matches()) {
            faults.add(
                    new Fault(
                            "/name",
                            "must have 1 to 100 lower-case letters, digits, dots and hyphens, and begin with a letter or digit"));
        }
        if (grant.roles().isEmpty() && grant.rights().isEmpty() && grant.self() == null) {
            faults.add(new Fault("/roles", "must name a role, unless the key has a right or an aggregate of its own"));
        }
        for (String role : grant.roles()) {
            if (role.equals(Role.SELF)) {
                faults.add(new Fault("/roles", "cannot contain self; name the aggregate in self"));
            } else if (!access.roles().contains(role)) {
                faults.add(new Fault(
                        "/roles",
                        role + " is not a role; the roles are " + String.join(", ", new TreeSet<>(access.roles()))));
            }
        }
        if (grant.self() != null && !access.isResource(grant.self().resource())) {
            faults.add(new Fault("/self/resource", "is not a resource of this application"));
        }
        if (!isTenant(grant.tenant())) {
            faults.add(new Fault(
                    "/tenant",
                    access.hasTenants()
                            ? "must be the name of a tenant, or " + ApiKeys.EVERY_TENANT + " for all of them"
                            : "must be missing, because this application has no tenants"));
        }
        if (grant.expiresAt() != null && !grant.expiresAt().isAfter(now)) {
            faults.add(new Fault("/expiresAt", "must be in the future"));
        }
        Problem.throwIfAny(faults, ProblemCode.INVALID_PAYLOAD, "The key cannot be created");
        requireNoMoreThanOf(access.caller(), grant);
    }

    /** With tenants, a key that is for all of them says so. */
    private boolean isTenant(@Nullable String tenant) {
        return access.hasTenants()
                ? tenant != null && (tenant.equals(ApiKeys.EVERY_TENANT) || Tenant.isName(tenant))
                : tenant == null;
    }

    /** A caller cannot give a right that it does not have; otherwise a key could create a key for everything. */
    private void requireNoMoreThanOf(Caller caller, Grant grant) {
        boolean isMore = !caller.roles().containsAll(grant.roles())
                || !caller.allRights().containsAll(grant.rights())
                || grant.self() != null && !grant.self().equals(caller.self());
        if (isMore && !caller.isOwner()) {
            throw access.refuse("create-key", "A key cannot have roles or rights that you do not have");
        }
    }
}
