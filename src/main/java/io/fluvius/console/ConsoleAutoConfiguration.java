package io.fluvius.console;

import io.fluvius.access.SecurityMode;
import io.fluvius.console.page.ConsoleAdvice;
import io.fluvius.console.session.Providers;
import io.fluvius.http.header.BrowserCookies;
import io.fluvius.http.header.PagePolicy;
import io.fluvius.http.problem.RefusalPage;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import jakarta.servlet.Filter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.http.CacheControl;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.servlet.support.csrf.CsrfRequestDataValueProcessor;
import org.springframework.stereotype.Controller;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.ParameterizableViewController;

/** The pages of the console, and what protects them. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ComponentScan(
        useDefaultFilters = false,
        includeFilters =
                @ComponentScan.Filter(
                        type = FilterType.ANNOTATION,
                        classes = {Controller.class, ControllerAdvice.class, Service.class}))
class ConsoleAutoConfiguration implements WebMvcConfigurer {

    private static final String ASSETS = "/console-assets/**";
    private static final String LIBRARIES = "/console-assets/lib/**";
    private static final String PAGES = "/console/*";

    /** Everything comes from this server; no page contains a script or a style of its own, or can be shown in a frame. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    /** After the controllers and the welcome page of an application, so that either can take the place of this page. */
    private static final int AFTER_THE_APPLICATION = 100;

    private static final Problem FORGED = Problem.of(
            ProblemCode.FORBIDDEN,
            "The form was not made for this browser, or is too old; nothing was done. Go back, load the page again, and send the"
                    + " form once more");

    @Bean
    SimpleUrlHandlerMapping startPage() {
        ParameterizableViewController overview = new ParameterizableViewController();
        overview.setViewName("forward:/console");
        return new SimpleUrlHandlerMapping(Map.of("/", overview), AFTER_THE_APPLICATION);
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(ASSETS)
                .addResourceLocations("classpath:/io/fluvius/console/assets/")
                .setCacheControl(CacheControl.maxAge(Duration.ofHours(1)));
        registry.addResourceHandler(LIBRARIES)
                .addResourceLocations("classpath:/META-INF/resources/webjars/")
                .setCacheControl(CacheControl.maxAge(Duration.ofHours(1)))
                // finds the version of a library, which its path leaves out
                .resourceChain(true);
    }

    /** A form is accepted only with the token that its browser has as a cookie, which no other page can read or send. */
    @Bean
    CsrfTokenRepository formTokens(BrowserCookies cookies) {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName(cookies.name("fluvius-form"));
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(cookie -> {
            cookie.sameSite("Strict");
            if (cookies.tls()) {
                cookie.secure(true);
            }
        });
        return tokens;
    }

    /** In the other modes, the forms are checked by the chain of filters that knows who is signed in. */
    @Bean
    @ConditionalOnProperty(name = SecurityMode.SETTING, havingValue = "local", matchIfMissing = true)
    FilterRegistrationBean<CsrfFilter> consoleForms(CsrfTokenRepository tokens) {
        CsrfFilter filter = new CsrfFilter(tokens);
        filter.setAccessDeniedHandler((request, response, denied) -> ConsoleAdvice.refuse(FORGED, request, response));
        return registered(filter, PAGES);
    }

    /** What is refused before it reaches the console. */
    @Bean
    RefusalPage consoleRefusals() {
        return (problem, request, response) -> {
            String path = request.getRequestURI();
            boolean isPage = path.equals("/") || path.equals("/console") || path.startsWith("/console/");
            if (isPage) {
                ConsoleAdvice.refuse(problem, request, response);
            }
            return isPage;
        };
    }

    @Bean
    PagePolicy consolePolicy(Providers providers) {
        // Chromium asks this of where the answer to a form leads, too
        String signOut = String.join(" ", providers.signOutOrigins());
        return new PagePolicy(
                List.of("/", "/console", "/console-assets"), (CONTENT_SECURITY_POLICY + " " + signOut).strip());
    }

    @Bean
    FilterRegistrationBean<HeaderWriterFilter> uncachedPages() {
        HeaderWriterFilter filter = new HeaderWriterFilter(List.of(new CacheControlHeadersWriter()));
        return registered(filter, "/", PAGES);
    }

    /** Adds the token to forms, as Spring Security does in the other modes. */
    @Bean
    @ConditionalOnProperty(name = SecurityMode.SETTING, havingValue = "local", matchIfMissing = true)
    CsrfRequestDataValueProcessor requestDataValueProcessor() {
        return new CsrfRequestDataValueProcessor();
    }

    private static <F extends Filter> FilterRegistrationBean<F> registered(F filter, String... urls) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns(urls);
        return registration;
    }
}
