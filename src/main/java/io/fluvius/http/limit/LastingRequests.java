package io.fluvius.http.limit;

import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses requests that are {@link Lasting} while too many of their kind last. */
final class LastingRequests implements HandlerInterceptor {

    /** In seconds. When a place becomes free is not known. */
    private static final String RETRY_AFTER = "10";

    private static final String CALLER = LastingRequests.class.getName();

    private final Map<Lasting.Kind, Places> places;
    private final RefusedCounter refused;

    LastingRequests(Map<Lasting.Kind, Places> places, RefusedCounter refused) {
        this.places = places;
        this.refused = refused;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Lasting.Kind kind = kind(handler);
        if (kind == null) {
            return true;
        }
        String caller = Callers.of(request);
        if (!places(kind).enter(caller)) {
            refused.count(kind);
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
            throw Problem.of(ProblemCode.TOO_MANY_REQUESTS, detail(kind)).asException();
        }
        request.setAttribute(CALLER, caller);
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        Lasting.Kind kind = kind(handler);
        if (kind != null && request.getAttribute(CALLER) instanceof String caller) {
            request.removeAttribute(CALLER);
            places(kind).leave(caller);
        }
    }

    private Places places(Lasting.Kind kind) {
        return places.getOrDefault(kind, new Places(0, 0));
    }

    private static Lasting.@Nullable Kind kind(Object handler) {
        Lasting lasting = handler instanceof HandlerMethod method ? method.getMethodAnnotation(Lasting.class) : null;
        return lasting == null ? null : lasting.value();
    }

    private static String detail(Lasting.Kind kind) {
        return switch (kind) {
            case STREAM -> "Too many streams of changes are open";
            case TRANSFER -> "Too many batches, exports and imports are in progress";
        };
    }
}
