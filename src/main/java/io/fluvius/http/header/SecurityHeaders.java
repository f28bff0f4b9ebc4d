package io.fluvius.http.header;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.function.BiConsumer;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * The security headers of every response. Each is only a default: what responds may set another value. Safe for use by many threads.
 */
public final class SecurityHeaders {

    private static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

    private final List<PagePolicy> policies;

    /** @param policies the policies of pages; the first that has a path applies to it */
    public SecurityHeaders(List<PagePolicy> policies) {
        this.policies = List.copyOf(policies);
    }

    /** What writes them, before anything else responds. */
    public List<HeaderWriter> writers() {
        // on connections with TLS only
        return List.of(this::write, new HstsHeaderWriter());
    }

    private void write(HttpServletRequest request, HttpServletResponse response) {
        writeAlways(response::setHeader);
        String path = request.getRequestURI();
        policies.stream()
                .filter(policy -> policy.applies(path))
                .findFirst()
                .ifPresent(policy -> writePolicy(policy.contentSecurityPolicy(), response::setHeader));
    }

    /** Writes those of a response that is no page. */
    public static void writeForData(BiConsumer<String, String> header) {
        writeAlways(header);
        writePolicy(PagePolicy.NOTHING, header);
    }

    private static void writeAlways(BiConsumer<String, String> header) {
        header.accept("X-Content-Type-Options", "nosniff");
        header.accept("Referrer-Policy", ReferrerPolicy.SAME_ORIGIN.getPolicy());
    }

    private static void writePolicy(String policy, BiConsumer<String, String> header) {
        header.accept(CONTENT_SECURITY_POLICY, policy);
        // other origins get nothing into a page of theirs, and no window of theirs has a hold on one of ours
        header.accept("Cross-Origin-Resource-Policy", "same-origin");
        header.accept("Cross-Origin-Opener-Policy", "same-origin");
    }
}
