package io.fluvius.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.console.session.Providers.Provider;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

class ProvidersTest {

    private static final ClientRegistration COMPANY = ClientRegistration.withRegistrationId("company")
            .clientName("The company")
            .clientId("fluvius")
            .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
            .authorizationUri("https://login.example.com/authorize")
            .tokenUri("https://login.example.com/token")
            .providerConfigurationMetadata(Map.of("end_session_endpoint", "https://login.example.com:8443/end?a=b"))
            .build();

    private static Providers inMode(String mode) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory(
                Map.of("registrations", new InMemoryClientRegistrationRepository(COMPANY)));
        return new Providers(
                beans.getBeanProvider(ClientRegistrationRepository.class),
                new MockEnvironment().withProperty("fluvius.security.mode", mode));
    }

    @Test
    void people_can_sign_in_and_out_at_a_provider() {
        assertThat(inMode("oidc").all()).containsExactly(new Provider("The company", "/oauth2/authorization/company"));
        assertThat(inMode("oidc").signOutOrigins()).containsExactly("https://login.example.com:8443");
    }

    @Test
    void other_modes_have_no_provider() {
        assertThat(inMode("keys").all()).isEmpty();
        assertThat(inMode("keys").signOutOrigins()).isEmpty();
    }
}
