package io.fluvius.security.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.access.Caller;
import io.fluvius.environment.Asvs;
import io.fluvius.security.CallerKey;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextImpl;

class LiveSessionsTest {

    private final LiveSessions sessions = new LiveSessions();
    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final AtomicBoolean live = new AtomicBoolean(true);

    private void signIn(Instant end) {
        CallerKey caller = new CallerKey(Caller.APPLICATION, "id", live::get, null).inSession(end);
        sessions.saveContext(
                new SecurityContextImpl(
                        UsernamePasswordAuthenticationToken.authenticated(caller, null, caller.getAuthorities())),
                request,
                new MockHttpServletResponse());
    }

    private @Nullable Authentication present() {
        return sessions.loadDeferredContext(request).get().getAuthentication();
    }

    @Test
    void a_request_without_a_session_has_no_caller() {
        assertThat(present()).isNull();
    }

    @Test
    @Asvs("V7.3.2")
    void a_session_ends_after_its_lifetime_however_active_it_is() {
        signIn(Instant.now().plusSeconds(60));
        assertThat(present()).isNotNull();

        signIn(Instant.now());
        assertThat(present()).isNull();
    }

    @Test
    @Asvs({"V7.4.2", "V7.4.5"})
    void a_session_ends_with_its_key() {
        signIn(Instant.now().plusSeconds(60));
        live.set(false);

        assertThat(present()).isNull();
    }
}
