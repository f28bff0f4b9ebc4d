package io.fluvius.access;

import java.util.Optional;
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

    private final SecurityMode mode;

    CurrentCaller(SecurityMode mode) {
        this.mode = mode;
    }

    /** Whether everything is allowed to every caller. */
    public boolean isOpen() {
        return mode == SecurityMode.LOCAL;
    }

    /** The caller of the present thread; one without a role if it has no credentials. */
    public Caller get() {
        if (isHandling()) {
            return Caller.APPLICATION;
        }
        if (isOpen()) {
            return Caller.LOCAL;
        }
        return principal().map(CallerPrincipal::caller).orElse(Caller.UNKNOWN);
    }

    /** Whether the credentials of the caller are still accepted, for a request that lasts. */
    public boolean isStillValid() {
        return isOpen() || principal().map(CallerPrincipal::isStillValid).orElse(true);
    }

    private static Optional<CallerPrincipal> principal() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof CallerPrincipal principal
                ? Optional.of(principal)
                : Optional.empty();
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

    /** Runs a task on the present thread for another caller, and returns its result; see {@link #call}. */
    public <R extends @Nullable Object, X extends Exception> R run(Caller caller, Task<R, X> task) throws X {
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
