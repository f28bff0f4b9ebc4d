package io.fluvius.security;

import io.fluvius.access.Caller;
import io.fluvius.access.Right;
import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** The rights of callers as Spring Security names them in the rules of routes. */
public final class Authorities {

    private Authorities() {}

    /** Returns the names of all rights of a caller. */
    public static List<GrantedAuthority> of(Caller caller) {
        return caller.allRights().stream()
                .map(Right::text)
                .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                .toList();
    }
}
