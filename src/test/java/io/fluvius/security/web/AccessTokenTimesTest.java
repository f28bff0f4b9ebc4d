package io.fluvius.security.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.Asvs;
import io.fluvius.security.OidcProperties;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.oauth2.jwt.Jwt;

class AccessTokenTimesTest {

    /** Longer than a test takes. */
    private static final Duration MOMENT = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(ints = {0, 30, 60})
    @Asvs("V9.2.1")
    void a_token_is_valid_as_long_as_the_clocks_may_differ_before_and_after_its_time(int seconds) {
        Duration skew = Duration.ofSeconds(seconds);
        Instant now = Instant.now();
        Instant past = now.minusSeconds(3600);
        Instant future = now.plusSeconds(3600);

        assertThat(isValid(skew, past, now.minus(skew).plus(MOMENT))).isTrue();
        assertThat(isValid(skew, past, now.minus(skew).minus(MOMENT))).isFalse();
        assertThat(isValid(skew, now.plus(skew).minus(MOMENT), future)).isTrue();
        assertThat(isValid(skew, now.plus(skew).plus(MOMENT), future)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60})
    void a_token_has_to_expire(int seconds) {
        assertThat(isValid(Duration.ofSeconds(seconds), Instant.now().minus(MOMENT), null))
                .isFalse();
    }

    private static boolean isValid(Duration skew, Instant notBefore, @Nullable Instant expiresAt) {
        MockEnvironment settings = new MockEnvironment()
                .withProperty("spring.security.oauth2.resourceserver.jwt.issuer-uri", "https://id.example.com")
                .withProperty("spring.security.oauth2.resourceserver.jwt.audiences", "fluvius");
        Jwt token = Jwt.withTokenValue("token")
                .header("alg", "RS256")
                .notBefore(notBefore)
                .expiresAt(expiresAt)
                .build();
        return !new AccessTokenAutoConfiguration(settings)
                .tokenTimes(new OidcProperties("sub", "roles", "", "user", "tenant", skew))
                .validate(token)
                .hasErrors();
    }
}
