package io.fluvius.http.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses a precondition that would be ignored: the request would have an effect that the client has excluded. */
public final class UnevaluatedConditions implements HandlerInterceptor {

    private static final List<String> CONDITIONS = List.of(
            HttpHeaders.IF_MATCH, HttpHeaders.IF_NONE_MATCH, HttpHeaders.IF_UNMODIFIED_SINCE, HttpHeaders.IF_RANGE);

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && isOfFluvius(method)) {
            Evaluates evaluates = method.getMethodAnnotation(Evaluates.class);
            List<String> evaluated = evaluates == null ? List.of() : List.of(evaluates.value());
            for (String condition : CONDITIONS) {
                if (request.getHeader(condition) != null && !evaluated.contains(condition)) {
                    throw Json.malformedRequestException(
                            "The header " + condition + " is not evaluated here; send the request without it");
                }
            }
        }
        return true;
    }

    private static boolean isOfFluvius(HandlerMethod method) {
        return method.getBeanType().getPackageName().startsWith("io.fluvius.");
    }
}
