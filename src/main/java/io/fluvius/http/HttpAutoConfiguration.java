package io.fluvius.http;

import io.fluvius.access.AccessPolicy;
import io.fluvius.http.problem.ProblemReportValve;
import io.fluvius.http.request.AllowedMethods;
import io.fluvius.http.request.ShownJson;
import io.fluvius.http.request.UnevaluatedConditions;
import io.fluvius.http.resource.ConsistencyParameters;
import io.fluvius.problem.StartupRefusedException;
import java.net.InetAddress;
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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
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

    @Bean
    @FilterRegistration(order = Ordered.HIGHEST_PRECEDENCE)
    ForeignRequestFilter localRequestsOnly(AllowedOriginProperties settings) {
        settings.requireOrigins();
        return new ForeignRequestFilter(settings.allowedOrigins());
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
                ConsistencyParameters.HEADER));
        rules.setMaxAge(Duration.ofHours(1));
        FilterRegistrationBean<CorsFilter> filter = new FilterRegistrationBean<>(new CorsFilter(request -> rules));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        filter.setEnabled(!settings.allowedOrigins().isEmpty());
        return filter;
    }

    @Bean
    @FilterRegistration(order = Ordered.HIGHEST_PRECEDENCE + 2)
    PathParameterFilter plainAddressesOnly() {
        return new PathParameterFilter();
    }

    @Bean
    ShownJson shownJson(AccessPolicy access) {
        return new ShownJson(access);
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
    @FilterRegistration(order = Ordered.HIGHEST_PRECEDENCE + 3)
    OptionsFilter options(AllowedMethods allowed) {
        return new OptionsFilter(allowed);
    }

    /**
     * Refuses to start a server that would be reachable from other machines, because there is no sign-in yet, and a second
     * one, which would not have the filters of this one.
     */
    @Bean
    InitializingBean localAddressOnly(ServerProperties server, Environment settings) {
        return () -> {
            if (settings.containsProperty("management.server.port")) {
                throw new StartupRefusedException(
                        "management.server.port is set. Without sign-in, Fluvius serves everything on one port, where it"
                                + " refuses foreign hosts.",
                        "Remove the setting, and read health and metrics at server.port.");
            }
            InetAddress address = server.getAddress();
            if (address == null || !address.isLoopbackAddress()) {
                throw new StartupRefusedException(
                        "server.address is " + (address == null ? "not set" : address)
                                + ". Without sign-in, Fluvius listens on a loopback address only.",
                        "Set server.address to 127.0.0.1.");
            }
        };
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
