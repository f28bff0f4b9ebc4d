package io.fluvius.access;

import io.fluvius.domain.Tenant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Tells who calls on the present thread: the caller that Spring Security has authenticated, or the application while it handles an
 * event or a command. Code of an application that runs by itself, such as a scheduled task, has no caller, and outside the mode
 * {@code local} may therefore do nothing, unless it runs in {@link #call}. Safe for use by many threads.
 */
public final class CurrentCaller {

    /** The tenant in which the thread acts, if its caller may act in several. */
    private static final ThreadLocal<@Nullable Tenant> CHOSEN = new ThreadLocal<>();

    private final SecurityMode mode;
    private final boolean hasTenants;

    CurrentCaller(SecurityMode mode, boolean hasTenants) {
        this.mode = mode;
        this.hasTenants = hasTenants;
    }

    /** Whether there are several tenants. */
    public boolean hasTenants() {
        return hasTenants;
    }

    /** The tenant in which the caller of the present thread acts: that of the message, while it handles one. */
    public Tenant tenant() {
        Tenant tenant = hasTenants ? get().tenants().tenant() : null;
        return tenant == null ? Tenant.MAIN : tenant;
    }

    /** Whether the caller of the present thread may act in a tenant: while it handles a message, in that of the message only. */
    public boolean mayActIn(Tenant tenant) {
        if (!hasTenants || isHandling()) {
            return tenant.equals(tenant());
        }
        return get().tenants().allows(tenant);
    }

    /** Whether everything is allowed to every caller. */
    public boolean isOpen() {
        return mode == SecurityMode.LOCAL;
    }

    /** The caller of the present thread, in the tenant in which it acts; one without a role if it has no credentials. */
    public Caller get() {
        if (isHandling()) {
            return hasTenants ? Caller.APPLICATION.in(Tenant.ofHandledMessage()) : Caller.APPLICATION;
        }
        Caller caller = authenticated();
        Tenant chosen = hasTenants ? CHOSEN.get() : null;
        return chosen == null ? caller : caller.in(chosen);
    }

    private Caller authenticated() {
        if (isOpen()) {
            return Caller.LOCAL;
        }
        return principal().map(CallerPrincipal::caller).orElse(Caller.UNKNOWN);
    }

    /** Whether the credentials of the caller are still accepted, for a request that lasts. */
    public boolean isStillValid() {
        return validity().getAsBoolean();
    }

    /** Tells on any thread, and again later, whether the credentials of the present caller are still accepted. */
    public BooleanSupplier validity() {
        CallerPrincipal principal = isOpen() ? null : principal().orElse(null);
        return () -> principal == null || principal.isStillValid();
    }

    private static Optional<CallerPrincipal> principal() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof CallerPrincipal principal
                ? Optional.of(principal)
                : Optional.empty();
    }

    /** The time during which a thread acts in a tenant. */
    @FunctionalInterface
    public interface Stay extends AutoCloseable {
        @Override
        void close();
    }

    /** Has the caller of the present thread act in a tenant, until the result is closed. One that is bound to another stays there. */
    public Stay enter(Tenant tenant) {
        Tenant before = CHOSEN.get();
        CHOSEN.set(tenant);
        return () -> CHOSEN.set(before);
    }

    /** Runs a task on the present thread for another caller, and returns its result. */
    public <R> R call(Caller caller, Supplier<R> task) {
        return this.<R, RuntimeException>run(caller, task::get);
    }

    /**
     * A task that may fail with a checked exception.
     *
     * @param <R> its result
     * @param <X> the exception
     */
    @FunctionalInterface
    public interface Task<R extends @Nullable Object, X extends Exception> {
        R run() throws X;
    }

    /**
     * Runs a task on the present thread for another caller, and returns its result; see {@link #call}. If the other caller has
     * not chosen a tenant, it acts in that of the present one.
     */
    @SuppressWarnings("try") // the stay ends with the block
    public <R extends @Nullable Object, X extends Exception> R run(Caller caller, Task<R, X> task) throws X {
        if (!hasTenants) {
            return runAs(caller, task);
        }
        Tenant tenant = caller.tenants().tenant();
        try (Stay stay = enter(tenant == null ? tenant() : tenant)) {
            return runAs(caller, task);
        }
    }

    private <R extends @Nullable Object, X extends Exception> R runAs(Caller caller, Task<R, X> task) throws X {
        if (isOpen()) {
            return task.run();
        }
        SecurityContext before = SecurityContextHolder.getContext();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new Appointed(caller));
        SecurityContextHolder.setContext(context);
        try {
            return task.run();
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }

    /** Whether the thread handles an event, or a command, which was allowed when it was sent. */
    private static boolean isHandling() {
        return CurrentUnitOfWork.isStarted()
                && (CurrentUnitOfWork.get().getMessage() instanceof EventMessage<?>
                        || CurrentUnitOfWork.get().getMessage() instanceof CommandMessage<?>);
    }

    private static final class Appointed extends AbstractAuthenticationToken {

        private static final long serialVersionUID = 1;

        private final transient CallerPrincipal principal;

        Appointed(Caller caller) {
            super(AuthorityUtils.NO_AUTHORITIES);
            this.principal = () -> caller;
            setAuthenticated(true);
        }

        @Override
        public Object getCredentials() {
            return "";
        }

        @Override
        public Object getPrincipal() {
            return principal;
        }
    }
}
