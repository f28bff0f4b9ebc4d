package io.fluvius.security.web;

import io.fluvius.access.Caller;
import io.fluvius.access.CallerPrincipal;
import io.fluvius.security.Authorities;
import java.time.Instant;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** A person who has signed in with an OpenID provider. */
final class CallerOidcUser extends DefaultOidcUser implements CallerPrincipal {

    private static final long serialVersionUID = 1;

    private final transient Caller caller;
    private final Instant endsAt;

    /** @param endsAt when the session ends */
    CallerOidcUser(OidcUser user, Caller caller, Instant endsAt) {
        super(Authorities.of(caller), user.getIdToken(), user.getUserInfo());
        this.caller = caller;
        this.endsAt = endsAt;
    }

    @Override
    public Instant endsAt() {
        return endsAt;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public String getName() {
        return caller.name();
    }
}
