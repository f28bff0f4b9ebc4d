package io.fluvius.security.web;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.Caller;
import io.fluvius.access.CallerPrincipal;
import io.fluvius.access.SecurityMode;
import io.fluvius.http.problem.RefusalPage;
import io.fluvius.security.CallerClaims;
import io.fluvius.security.ConsoleSessions;
import io.fluvius.security.OidcProperties;
import io.fluvius.security.SecurityProperties;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.LogoutConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.OpaqueTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.logout.HeaderWriterLogoutHandler;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter.Directive;

/** The filter chains of the modes with credentials: one for programs, and one for people with a browser. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration"
        },
        beforeName = {
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.web.OAuth2ResourceServerWebSecurityAutoConfiguration",
            "org.springframework.boot.security.oauth2.client.autoconfigure.servlet.OAuth2ClientWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnExpression("!'${fluvius.security.mode:local}'.trim().equalsIgnoreCase('local')")
@EnableConfigurationProperties({SecurityProperties.class, OidcProperties.class})
class WebSecurityAutoConfiguration {

    private static final String ENDED = SignInPage.URL + "?ended";
    private static final String FAILED = SignInPage.URL + "?failed";

    private final RefusedAuthentication refused = new RefusedAuthentication();

    @Bean
    CallerClaims callerClaims(OidcProperties settings, AccessPolicy access) {
        return new CallerClaims(settings, access.roles(), access.hasTenants());
    }

    @Bean
    FailedAttempts failedAttempts(SecurityProperties settings, MeterRegistry registry) {
        return new FailedAttempts(settings.failedAttempts(), registry);
    }

    @Bean
    Routes routes(AccessPolicy access) {
        return new Routes(access);
    }

    @Bean
    AuthenticationManagerResolver<HttpServletRequest> bearers(
            OpaqueTokenIntrospector keys,
            ObjectProvider<JwtDecoder> tokens,
            CallerClaims claims,
            SecurityProperties settings,
            FailedAttempts attempts,
            AuthenticationEventPublisher events) {
        BearerTokenResolver header = new DefaultBearerTokenResolver();
        ProviderManager ofKeys = manager(new OpaqueTokenAuthenticationProvider(keys), attempts, events);
        return settings.mode() == SecurityMode.OIDC
                ? new Bearers(header, ofKeys, manager(tokenProvider(tokens.getObject(), claims), attempts, events))
                : request -> ofKeys;
    }

    private static JwtAuthenticationProvider tokenProvider(JwtDecoder decoder, CallerClaims claims) {
        JwtAuthenticationProvider provider = new JwtAuthenticationProvider(decoder);
        provider.setJwtAuthenticationConverter(token -> new CallerToken(token, claims.caller(token.getClaims())));
        return provider;
    }

    private static ProviderManager manager(
            AuthenticationProvider provider, FailedAttempts attempts, AuthenticationEventPublisher events) {
        ProviderManager manager = new ProviderManager(List.of(new LimitedAttempts(provider, attempts)));
        manager.setAuthenticationEventPublisher(events);
        return manager;
    }

    /** Each request of a program has its credentials with it, so nothing is kept, and a page of another server has none. */
    @Bean
    @Order(1)
    SecurityFilterChain programs(
            HttpSecurity http, Routes routes, AuthenticationManagerResolver<HttpServletRequest> bearers)
            throws Exception {
        return http.securityMatcher(Routes.API)
                .authorizeHttpRequests(routes::rules)
                .oauth2ResourceServer(server -> server.authenticationManagerResolver(bearers)
                        .authenticationEntryPoint(refused)
                        .accessDeniedHandler(refused))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refused).accessDeniedHandler(refused))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    /** The console and the documents, for people who have signed in. */
    @Bean
    @Order(2)
    SecurityFilterChain people(
            HttpSecurity http,
            Routes routes,
            AuthenticationManagerResolver<HttpServletRequest> bearers,
            AuthenticationProvider apiKeySignIn,
            CallerClaims claims,
            FailedAttempts attempts,
            CsrfTokenRepository forms,
            SecurityProperties settings,
            ConsoleSessions sessions,
            ObjectProvider<RefusalPage> pages,
            ObjectProvider<ClientRegistrationRepository> providers)
            throws Exception {
        ClientRegistrationRepository provider =
                settings.mode() == SecurityMode.OIDC ? providers.getIfAvailable() : null;
        SignInPage page = new SignInPage(refused, pages.orderedStream().toList());
        http.authorizeHttpRequests(routes::rules)
                .oauth2ResourceServer(
                        server -> server.authenticationManagerResolver(bearers).authenticationEntryPoint(refused))
                .securityContext(context -> context.securityContextRepository(new LiveSessions()))
                .authenticationProvider(new LimitedAttempts(apiKeySignIn, attempts))
                .formLogin(form -> form.loginPage(SignInPage.URL)
                        .usernameParameter("name")
                        .passwordParameter("key")
                        .failureUrl(FAILED))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(page).accessDeniedHandler(page))
                .requestCache(cache -> cache.requestCache(page.wanted()))
                .headers(AbstractHttpConfigurer::disable)
                .csrf(csrf -> csrf.csrfTokenRepository(forms))
                .logout(logout -> end(logout, sessions, provider));
        if (provider != null) {
            http.oauth2Login(login -> login.loginPage(SignInPage.URL)
                    .failureUrl(FAILED)
                    .userInfoEndpoint(info -> info.oidcUserService(people(claims, sessions))));
        }
        return http.build();
    }

    /**
     * The browser forgets what it has kept, if the connection has TLS. Those who have signed in with a provider also sign out there, if it
     * offers that.
     */
    private static void end(
            LogoutConfigurer<HttpSecurity> logout,
            ConsoleSessions sessions,
            @Nullable ClientRegistrationRepository provider) {
        logout.logoutUrl("/console/logout")
                .logoutSuccessUrl(ENDED)
                .addLogoutHandler((request, response, signedIn) -> recordEnd(signedIn, sessions))
                .addLogoutHandler(new HeaderWriterLogoutHandler(
                        new ClearSiteDataHeaderWriter(Directive.CACHE, Directive.COOKIES, Directive.STORAGE)));
        if (provider != null) {
            OidcClientInitiatedLogoutSuccessHandler atProvider = new OidcClientInitiatedLogoutSuccessHandler(provider);
            atProvider.setPostLogoutRedirectUri("{baseUrl}" + ENDED);
            atProvider.setDefaultTargetUrl(ENDED);
            logout.logoutSuccessHandler(atProvider);
        }
    }

    private static void recordEnd(@Nullable Authentication signedIn, ConsoleSessions sessions) {
        if (signedIn != null && signedIn.getPrincipal() instanceof CallerPrincipal principal) {
            sessions.end(principal.caller());
        }
    }

    private static OAuth2UserService<OidcUserRequest, OidcUser> people(CallerClaims claims, ConsoleSessions sessions) {
        OidcUserService service = new OidcUserService();
        return request -> {
            OidcUser user = service.loadUser(request);
            Caller caller = claims.caller(user.getClaims());
            String provider = request.getClientRegistration().getRegistrationId();
            return new CallerOidcUser(user, caller, sessions.begin(caller, provider));
        };
    }
}
