package io.fluvius.console.session;

import io.fluvius.access.SecurityMode;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.stereotype.Service;

/** The OpenID providers with which people can sign in; none in other modes than {@code oidc}. Immutable. */
@Service
public class Providers {

    private final List<ClientRegistration> registrations;

    Providers(ObjectProvider<ClientRegistrationRepository> registrations, Environment settings) {
        this.registrations = SecurityMode.of(settings) == SecurityMode.OIDC
                ? registrations.stream().flatMap(Providers::all).toList()
                : List.of();
    }

    private static Stream<ClientRegistration> all(ClientRegistrationRepository registrations) {
        return registrations instanceof Iterable<?> all
                ? StreamSupport.stream(all.spliterator(), false).map(ClientRegistration.class::cast)
                : Stream.empty();
    }

    /**
     * A provider.
     *
     * @param link begins to sign in there
     */
    record Provider(String name, String link) {}

    List<Provider> all() {
        return registrations.stream()
                .map(it -> new Provider(it.getClientName(), "/oauth2/authorization/" + it.getRegistrationId()))
                .toList();
    }

    /** The origins to which a browser is led that signs out, as a Content-Security-Policy names them. */
    public List<String> signOutOrigins() {
        return registrations.stream()
                .map(it -> it.getProviderDetails().getConfigurationMetadata().get("end_session_endpoint"))
                .filter(String.class::isInstance)
                .map(endpoint -> URI.create(endpoint.toString()))
                .map(endpoint -> endpoint.getScheme() + "://" + endpoint.getRawAuthority())
                .distinct()
                .toList();
    }
}
