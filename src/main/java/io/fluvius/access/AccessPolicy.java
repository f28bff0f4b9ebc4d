package io.fluvius.access;

import io.fluvius.domain.AggregateRef;
import io.fluvius.domain.Role;
import io.fluvius.domain.Tenant;
import io.fluvius.domain.record.Names;
import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.domain.registry.RegisteredView;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what the caller of the present thread may do, by the marks of the domains and by the rights of its roles. What nothing
 * allows is refused. Safe for use by many threads.
 *
 * <p>A refusal is a {@link ProblemException} with {@link ProblemCode#FORBIDDEN}, or with {@link ProblemCode#UNAUTHORIZED} if the
 * caller has no credentials. It is counted and logged, without what the request contained.
 */
public final class AccessPolicy {

    private final CurrentCaller current;
    private final DomainRegistry domains;
    private final Refusals refusals;

    AccessPolicy(CurrentCaller current, DomainRegistry domains, Refusals refusals) {
        this.current = current;
        this.domains = domains;
        this.refusals = refusals;
    }

    /** The caller of the present thread. */
    public Caller caller() {
        return current.get();
    }

    /** The tenant in which the caller of the present thread acts. */
    public Tenant tenant() {
        return current.tenant();
    }

    /** Whether there are several tenants. */
    public boolean hasTenants() {
        return current.hasTenants();
    }

    /** Whether the caller of the present thread may act in a tenant. */
    public boolean mayActIn(Tenant tenant) {
        return current.mayActIn(tenant);
    }

    /** Refuses callers who name a tenant in which they may not act. */
    public Tenant requireTenant(Tenant tenant) {
        if (!mayActIn(tenant)) {
            throw refuse("act in the tenant " + tenant, "You may not act in the tenant " + tenant);
        }
        return tenant;
    }

    /** Whether everything is allowed to every caller, so that nothing needs to be asked. */
    public boolean isOpen() {
        return current.isOpen();
    }

    /** The names of the roles that a caller can have: those of Fluvius, and those that commands and views name. */
    public Set<String> roles() {
        return Stream.concat(
                        Stream.of(Role.OWNER, Role.OPERATOR, Role.EDITOR, Role.AUDITOR, Role.MACHINE),
                        domains.all().stream()
                                .flatMap(domain -> Stream.concat(
                                        domain.commands().stream(),
                                        domain.views().stream()
                                                .map(view -> view.type().record())))
                                .flatMap(type -> Allowance.of(type).stream()))
                .filter(role -> !role.equals(Role.SELF))
                .collect(Collectors.toSet());
    }

    /** Whether aggregates of a resource can stand for callers. */
    public boolean isResource(String name) {
        return domains.all().stream().anyMatch(domain -> domain.name().equals(name));
    }

    /** Whether the caller has a right. */
    public boolean allows(Right right) {
        return isOpen() || caller().has(right);
    }

    /** Refuses callers without a right. */
    public void require(Right right) {
        if (!allows(right)) {
            throw refusals.refuse(caller(), right.text(), "The right " + right.text() + " is required");
        }
    }

    /**
     * Whether the caller may send a command.
     *
     * @param payload the record of the command
     * @param aggregate the aggregate; null if its identifier is to be generated
     */
    public boolean allowsCommand(Class<?> payload, @Nullable AggregateRef aggregate) {
        AggregateRef self = caller().self();
        return allowsToRoles(payload)
                || self != null
                        && self.equals(aggregate)
                        && Allowance.of(payload).contains(Role.SELF);
    }

    /** Whether there can be an aggregate to which the caller may send a command. */
    public boolean allowsCommand(Class<?> payload) {
        AggregateRef self = caller().self();
        return allowsToRoles(payload) || self != null && Allowance.of(payload).contains(Role.SELF);
    }

    /** Whether the mark of a command, or of something else such as a query of the application, names a role of the caller. */
    public boolean allowsToRoles(Class<?> type) {
        return isOpen() || caller().isOwner() || caller().hasOneOf(Allowance.of(type));
    }

    /** Refuses a command that the caller may not send; see {@link #allowsCommand(Class, AggregateRef)}. */
    public void requireCommand(Class<?> payload, @Nullable AggregateRef aggregate) {
        if (!allowsCommand(payload, aggregate)) {
            throw refuseCommand(payload);
        }
    }

    /** Refuses a command that the caller may not send to any aggregate, before anything else of it is looked at. */
    public void requireCommand(Class<?> payload) {
        if (!allowsCommand(payload)) {
            throw refuseCommand(payload);
        }
    }

    private ProblemException refuseCommand(Class<?> payload) {
        String key = Names.kebab(payload);
        return refusals.refuse(caller(), key, "You may not send the command " + key);
    }

    /** Which rows of a resource the caller may read, in the present and in the past. */
    public ReadableRows rows(String resource) {
        if (isOpen()) {
            return new ReadableRows.All();
        }
        RegisteredView view = domains.resource(resource);
        Caller caller = caller();
        Set<String> allowed = Allowance.of(view.type().record());
        if (caller.has(Right.READ) || caller.hasOneOf(allowed)) {
            return new ReadableRows.All();
        }
        AggregateRef self = caller.self();
        return allowed.contains(Role.SELF) && self != null
                ? view.owner(self.resource())
                        .<ReadableRows>map(field -> new ReadableRows.Own(field, self.id()))
                        .orElseGet(ReadableRows.None::new)
                : new ReadableRows.None();
    }

    /** Whether the caller sees the personal data in the rows of a resource and in their history. */
    public boolean allowsPersonalData(String resource) {
        return allows(Right.PERSONAL_DATA_READ) || rows(resource) instanceof ReadableRows.Own;
    }

    /** Whether the caller may send the command with a key to some aggregate, or no command has this key. */
    public boolean allowsKey(String key) {
        return domains.all().stream()
                .flatMap(domain -> domain.commands().stream())
                .filter(payload -> Names.kebab(payload).equals(key))
                .allMatch(this::allowsCommand);
    }

    /** Whether the caller may read some rows of the view with a path, or no view has this path. */
    public boolean allowsPath(String path) {
        return domains.views().stream()
                .filter(view -> view.path().equals(path))
                .allMatch(view -> allowsRows(view.resource()));
    }

    /** Whether the caller may read some rows of a resource. */
    public boolean allowsRows(String resource) {
        return !(rows(resource) instanceof ReadableRows.None);
    }

    /** Returns which rows of a resource the caller may read. Refuses callers who may read none. */
    public ReadableRows requireRows(String resource) {
        ReadableRows rows = rows(resource);
        if (rows instanceof ReadableRows.None) {
            throw refusals.refuse(caller(), "read " + resource, "You may not read the resource " + resource);
        }
        return rows;
    }

    /** Refuses something that the caller may not do, for a reason of its own. */
    public ProblemException refuse(String action, String detail) {
        return refusals.refuse(caller(), action, detail);
    }
}
