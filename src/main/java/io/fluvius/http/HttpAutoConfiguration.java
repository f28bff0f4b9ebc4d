package io.fluvius.http;

import io.fluvius.access.AccessPolicy;
import io.fluvius.access.CurrentCaller;
import io.fluvius.http.header.BrowserCookies;
import io.fluvius.http.header.PagePolicy;
import io.fluvius.http.header.SecurityHeaders;
import io.fluvius.http.problem.ProblemReportValve;
import io.fluvius.http.problem.RefusalPage;
import io.fluvius.http.request.AllowedMethods;
import io.fluvius.http.request.ShownJson;
import io.fluvius.http.request.UnevaluatedConditions;
import io.fluvius.http.resource.ConsistencyParameters;
import io.fluvius.personal.PersonalKeys;
import jakarta.servlet.SessionCookieConfig;
import java.time.Duration;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** How the server behaves before a controller is reached. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(AllowedOriginProperties.class)
@Import(CacheControl.class)
class HttpAutoConfiguration implements WebMvcConfigurer {

    /** After the filter chains of Spring Security, which have the order -100. */
    private static final int AFTER_SECURITY = -50;

    /** The characters of a query string that browsers or curl send without encoding them. */
    private static final String UNENCODED = "\"<>[\\]^`{|}";

    /** JSON is sent whatever the client would prefer; a controller that has no JSON sends what it has. */
    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        negotiation.ignoreAcceptHeader(true).defaultContentType(MediaType.APPLICATION_JSON, MediaType.ALL);
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new UnevaluatedConditions());
    }

    /** Of everything that no page of another module shows. */
    @Bean
    PagePolicy dataOnly() {
        return new PagePolicy(
                List.of("/api", "/actuator", "/problems", "/v3/api-docs", "/v3/api-docs.yaml"), PagePolicy.NOTHING);
    }

    @Bean
    SecurityHeaders securityHeaders(ObjectProvider<PagePolicy> policies) {
        return new SecurityHeaders(policies.orderedStream().toList());
    }

    @Bean
    @FilterRegistration(order = Ordered.HIGHEST_PRECEDENCE)
    HeaderWriterFilter headers(SecurityHeaders headers) {
        HeaderWriterFilter filter = new HeaderWriterFilter(headers.writers());
        filter.setShouldWriteHeadersEagerly(true);
        return filter;
    }

    @Bean
    @FilterRegistration(order = Ordered.HIGHEST_PRECEDENCE + 1)
    ForeignRequestFilter noForeignRequests(AllowedOriginProperties settings, CurrentCaller callers) {
        settings.requireOrigins();
        return new ForeignRequestFilter(settings.allowedOrigins(), callers.isOpen());
    }

    /** Tells browsers what pages of other origins may do and read. Those whose origin is not allowed do not get here. */
    @Bean
    FilterRegistrationBean<CorsFilter> allowedOrigins(AllowedOriginProperties settings) {
        CorsConfiguration rules = new CorsConfiguration();
        rules.setAllowedOrigins(settings.allowedOrigins());
        // what a URL does not support it refuses itself, with a reason that the page can read
        rules.setAllowedMethods(List.of(CorsConfiguration.ALL));
        rules.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        rules.setExposedHeaders(List.of(
                HttpHeaders.ALLOW,
                HttpHeaders.ETAG,
                HttpHeaders.LOCATION,
                "Preference-Applied",
                HttpHeaders.RETRY_AFTER,
                HttpHeaders.WWW_AUTHENTICATE,
                ConsistencyParameters.HEADER));
        rules.setMaxAge(Duration.ofHours(1));
        FilterRegistrationBean<CorsFilter> filter = new FilterRegistrationBean<>(new CorsFilter(request -> rules));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        filter.setEnabled(!settings.allowedOrigins().isEmpty());
        return filter;
    }

    @Bean
    @FilterRegistration(order = Ordered.HIGHEST_PRECEDENCE + 3)
    PathParameterFilter plainAddressesOnly() {
        return new PathParameterFilter();
    }

    @Bean
    ShownJson shownJson(AccessPolicy access, PersonalKeys keys) {
        return new ShownJson(access, keys);
    }

    @Bean
    RequestObservation requestObservation() {
        return new RequestObservation();
    }

    @Bean
    AllowedMethods allowedMethods(ObjectProvider<RequestMappingInfoHandlerMapping> routes) {
        return new AllowedMethods(routes);
    }

    @Bean
    @FilterRegistration(order = Ordered.HIGHEST_PRECEDENCE + 4)
    OptionsFilter options(AllowedMethods allowed) {
        return new OptionsFilter(allowed);
    }

    @Bean
    @FilterRegistration(order = AFTER_SECURITY)
    TenantFilter tenants(
            AccessPolicy access, CurrentCaller callers, BrowserCookies cookies, ObjectProvider<RefusalPage> pages) {
        return new TenantFilter(
                access,
                callers,
                cookies.name(TenantFilter.COOKIE),
                pages.orderedStream().toList());
    }

    @Bean
    BrowserCookies browserCookies(ServerProperties server) {
        return BrowserCookies.of(server);
    }

    @Bean
    ServletContextInitializer sessionCookie(BrowserCookies cookies) {
        return context -> {
            if (cookies.tls()) {
                SessionCookieConfig session = context.getSessionCookieConfig();
                session.setName(cookies.name(session.getName()));
                session.setPath("/");
                session.setSecure(true);
            }
        };
    }

    @Bean
    InitializingBean safeAddress(ServerProperties server, Environment settings) {
        return () -> ServedAddress.requireSafe(server, settings);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcatBelowTheApplication() {
        return tomcat -> {
            tomcat.addConnectorCustomizers(connector -> connector.setProperty("relaxedQueryChars", UNENCODED));
            tomcat.addContextCustomizers(context -> {
                if (context.getParent() instanceof StandardHost host) {
                    host.setErrorReportValveClass(ProblemReportValve.class.getName());
                }
            });
        };
    }
}
