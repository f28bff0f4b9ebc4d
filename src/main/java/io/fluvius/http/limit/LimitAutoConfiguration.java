package io.fluvius.http.limit;

import io.fluvius.http.problem.RefusalPage;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Limits what callers may ask for. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(LimitProperties.class)
class LimitAutoConfiguration {

    /** After the filter of Spring Security, which finds out who the caller is. */
    private static final int ORDER = -90;

    @Bean
    RefusedCounter refusedRequests(MeterRegistry registry) {
        return new RefusedCounter(registry);
    }

    @Bean
    FilterRegistrationBean<RequestLimitFilter> requestLimit(
            LimitProperties settings, RefusedCounter refused, ObjectProvider<RefusalPage> pages) {
        RateLimit limit = new RateLimit(Math.max(1, settings.requestsPerSecond()), settings.burst());
        FilterRegistrationBean<RequestLimitFilter> filter = new FilterRegistrationBean<>(
                new RequestLimitFilter(limit, refused, pages.orderedStream().toList()));
        filter.setOrder(ORDER);
        filter.setEnabled(settings.requestsPerSecond() > 0);
        return filter;
    }

    @Bean
    WebMvcConfigurer lastingRequests(LimitProperties settings, RefusedCounter refused) {
        LastingRequests limited = new LastingRequests(
                Map.of(
                        Lasting.Kind.STREAM,
                        new Places(settings.streams(), settings.streamsPerCaller()),
                        Lasting.Kind.TRANSFER,
                        new Places(settings.transfers(), settings.transfersPerCaller())),
                refused);
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(limited);
            }
        };
    }
}
