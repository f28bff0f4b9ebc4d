package io.fluvius.security.oidc;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.util.List;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.http.Route;
import okhttp3.Headers;

/** The list of keys of a provider, which a test can change. */
final class ListedKeys implements Route {

    private volatile List<JWK> keys = List.of();

    /** Changes the list. */
    void set(JWK... keys) {
        this.keys = List.of(keys);
    }

    @Override
    public boolean match(OAuth2HttpRequest request) {
        return request.getUrl().encodedPath().endsWith("/jwks");
    }

    @Override
    public OAuth2HttpResponse invoke(OAuth2HttpRequest request) {
        return new OAuth2HttpResponse(
                Headers.of("Content-Type", "application/json"), 200, new JWKSet(keys).toString(), null);
    }
}
