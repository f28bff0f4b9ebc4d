package io.fluvius.http;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Declares how long responses may be kept that do not declare it themselves: descriptions of the application for a minute,
 * because only a new version of it changes them, and problems, the state of operations and what the actuator measures not at all.
 */
@RestControllerAdvice
class CacheControl implements ResponseBodyAdvice<Object> {

    private static final String ACTUATOR = "org.springframework.boot.";
    private static final String OPERATIONS = "/api/operations/";

    @Override
    public boolean supports(MethodParameter method, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter method,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        boolean isRead = request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
        HttpHeaders headers = response.getHeaders();
        if (isRead && headers.getCacheControl() == null && response instanceof ServletServerHttpResponse servlet) {
            boolean isMomentary = servlet.getServletResponse().getStatus() >= 400
                    || method.getContainingClass().getName().startsWith(ACTUATOR)
                    || request.getURI().getPath().startsWith(OPERATIONS);
            headers.setCacheControl(isMomentary ? "no-store" : "max-age=60");
        }
        return body;
    }
}
