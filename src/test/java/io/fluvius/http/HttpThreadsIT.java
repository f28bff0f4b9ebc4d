package io.fluvius.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.OnH2;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** A request that waits for a long time does not occupy a platform thread. */
@OnH2(classes = {FluviusApplication.class, HttpThreadsIT.Probe.class})
class HttpThreadsIT extends HttpJourney {

    @Test
    void a_request_is_served_by_a_virtual_thread() {
        assertThat(get("/api/meta").is(200).header("X-Virtual-Thread")).isEqualTo("true");
    }

    /** Adds a header that says whether a virtual thread serves the request. */
    @TestConfiguration
    static class Probe {
        @Bean
        Filter threadProbe() {
            return (request, response, chain) -> {
                ((HttpServletResponse) response)
                        .setHeader(
                                "X-Virtual-Thread",
                                Boolean.toString(Thread.currentThread().isVirtual()));
                chain.doFilter(request, response);
            };
        }
    }
}
