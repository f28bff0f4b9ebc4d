package io.fluvius.http;

import io.fluvius.http.problem.ProblemReportValve;
import io.fluvius.http.request.AllowedMethods;
import io.fluvius.http.request.UnevaluatedConditions;
import io.fluvius.problem.StartupRefusedException;
import java.net.InetAddress;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.servlet.FilterRegistration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** How the server behaves before a controller is reached. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@Import(CacheControl.class)
class HttpAutoConfiguration implements WebMvcConfigurer {

    /** The characters of a query string that browsers or curl send without encoding them. */
    private static final String UNENCODED = "\"<>[\\]^`{|}";

    /** JSON goes out whatever the client would rather have. */
    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        negotiation.ignoreAcceptHeader(true).defaultContentType(MediaType.APPLICATION_JSON);
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new UnevaluatedConditions());
    }

    @Bean
    @FilterRegistration(order = Ordered.HIGHEST_PRECEDENCE)
    ForeignRequestFilter localRequestsOnly() {
        return new ForeignRequestFilter();
    }

    @Bean
    @FilterRegistration(order = Ordered.HIGHEST_PRECEDENCE + 1)
    PathParameterFilter plainAddressesOnly() {
        return new PathParameterFilter();
    }

    @Bean
    AllowedMethods allowedMethods(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> routes) {
        return new AllowedMethods(routes);
    }

    @Bean
    @FilterRegistration(order = Ordered.HIGHEST_PRECEDENCE + 2)
    OptionsFilter options(AllowedMethods allowed) {
        return new OptionsFilter(allowed);
    }

    /** Refuses to start a server that would be reachable from other machines, because there is no sign-in yet. */
    @Bean
    InitializingBean localAddressOnly(ServerProperties server) {
        return () -> {
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
