package io.fluvius.security.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.fluvius.access.Access;
import io.fluvius.access.Caller;
import io.fluvius.operations.OperatorActions;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.security.ApiKeys;
import io.fluvius.security.CallerKey;
import io.fluvius.security.ConsoleSessions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

class KeySignInTest {

    private static final Duration LIFETIME = Duration.ofHours(12);

    private final ApiKeys keys = mock(ApiKeys.class);
    private final OperatorActions actions = mock(OperatorActions.class);
    private final KeySignIn signIn = new KeySignIn(keys, new ConsoleSessions(actions, Access.keys(), LIFETIME));
    private final String key = KeyText.random(new SecureRandom()).text();

    private static UsernamePasswordAuthenticationToken entered(String text) {
        return UsernamePasswordAuthenticationToken.unauthenticated("", text);
    }

    @Test
    void a_session_begins_with_a_key_and_ends_after_its_lifetime() {
        when(keys.verify(key)).thenReturn(Optional.of(Caller.APPLICATION));
        Instant before = Instant.now();

        CallerKey caller =
                (CallerKey) signIn.authenticate(entered(" " + key + " ")).getPrincipal();

        assertThat(caller.caller()).isEqualTo(Caller.APPLICATION);
        assertThat(caller.endsAt())
                .isBetween(before.plus(LIFETIME), Instant.now().plus(LIFETIME));
    }

    @Test
    void a_session_that_cannot_be_recorded_does_not_begin() {
        when(keys.verify(key)).thenReturn(Optional.of(Caller.APPLICATION));
        ProblemException unrecorded =
                Problem.of(ProblemCode.UNAVAILABLE, "no store").asException();
        doThrow(unrecorded).when(actions).note(eq("sign-in"), any(), any());

        assertThatThrownBy(() -> signIn.authenticate(entered(key))).isSameAs(unrecorded);
    }

    @Test
    void a_wrong_key_begins_no_session() {
        when(keys.verify(key)).thenReturn(Optional.empty());

        assertThatThrownBy(() -> signIn.authenticate(entered(key)))
                .isInstanceOf(BadCredentialsException.class)
                .hasMessageNotContaining(key);
        verifyNoInteractions(actions);
    }
}
