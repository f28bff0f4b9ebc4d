package io.fluvius.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Role;
import io.fluvius.domain.Tenant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who calls. Immutable.
 *
 * @param name the name under which what the caller does is recorded; never empty
 * @param roles the names of its roles; {@link Role#SELF} is not among them, but follows from {@code self}
 * @param rights the rights that it has besides those of its roles
 * @param self the aggregate that stands for the caller; null if no aggregate does
 * @param tenants where it may act
 */
public record Caller(
        String name,
        Set<String> roles,
        Set<Right> rights,
        @Nullable AggregateRef self,
        TenantScope tenants) {

    /**
     * The code of the application itself, while it handles an event or a command, and on the command line. What it does is allowed,
     * because a caller or an operator has started it.
     */
    public static final Caller APPLICATION = new Caller("application", Set.of(Role.OWNER), Set.of(), null);

    /** Every caller in the mode {@code local}, in which callers have no names. */
    static final Caller LOCAL = new Caller("anonymous", Set.of(Role.OWNER), Set.of(), null);

    /** A caller without credentials in any other mode. */
    static final Caller UNKNOWN = new Caller("anonymous", Set.of(), Set.of(), null);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public Caller {
        Objects.requireNonNull(tenants, "tenants");
        if (name.isBlank()) {
            throw new IllegalArgumentException("A caller has a name");
        }
        roles = Set.copyOf(roles);
        rights = Set.copyOf(rights);
    }

    /** A caller that may act in every tenant. */
    public Caller(String name, Set<String> roles, Set<Right> rights, @Nullable AggregateRef self) {
        this(name, roles, rights, self, TenantScope.ALL);
    }

    /** Returns the same caller, acting in a tenant; unchanged if it is bound to one. */
    public Caller in(Tenant tenant) {
        return new Caller(name, roles, rights, self, tenants.in(tenant));
    }

    /** A caller that has roles and no further rights. */
    public static Caller of(String name, String... roles) {
        return new Caller(name, Set.of(roles), Set.of(), null);
    }

    /** The caller as JSON, for messages between threads and nodes. */
    public String text() {
        return JSON.writeValueAsString(this);
    }

    /** Reads the caller from {@link #text()}. */
    public static Caller parse(String text) {
        return JSON.readValue(text, Caller.class);
    }

    /** Whether a name is one of those that this class gives to callers without credentials. */
    public static boolean isReserved(String name) {
        return Stream.of(APPLICATION, LOCAL, UNKNOWN)
                .anyMatch(caller -> caller.name().equals(name));
    }

    /** Whether the caller has credentials, or needs none. */
    @JsonIgnore
    public boolean isKnown() {
        return !name.equals(UNKNOWN.name) || isOwner();
    }

    /** Whether the caller is the code of the application itself. */
    @JsonIgnore
    public boolean isApplication() {
        return name.equals(APPLICATION.name);
    }

    /** A text that only callers with the same name have who may act in the same tenants. */
    @JsonIgnore
    public String key() {
        return tenants.bound() ? name + "@" + tenants.tenant() : name;
    }

    /** Whether the caller may do everything. */
    @JsonIgnore
    public boolean isOwner() {
        return roles.contains(Role.OWNER);
    }

    /** Whether the caller has a right, be it by a role. One that is bound to a tenant has none over all of them. */
    public boolean has(Right right) {
        return (right.isOfTenant() || !tenants.bound())
                && (rights.contains(right)
                        || roles.stream().anyMatch(role -> RoleRights.of(role).contains(right)));
    }

    /** Every right of the caller. */
    public Set<Right> allRights() {
        return Arrays.stream(Right.values()).filter(this::has).collect(Collectors.toSet());
    }

    /** Whether the caller has one of the roles. */
    boolean hasOneOf(Set<String> allowed) {
        return !Collections.disjoint(roles, allowed);
    }
}
