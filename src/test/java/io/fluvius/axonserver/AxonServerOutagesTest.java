package io.fluvius.axonserver;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.axoniq.axonserver.connector.AxonServerException;
import io.axoniq.axonserver.connector.ErrorCategory;
import io.grpc.Status;
import java.net.ConnectException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AxonServerOutagesTest {

    private final Logger library = (Logger) LoggerFactory.getLogger("org.example.axon");
    private final Logger own = (Logger) LoggerFactory.getLogger(AxonServerOutages.class);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private boolean connected = true;
    private long nanos;
    private final AxonServerOutages outages = new AxonServerOutages(() -> connected, () -> nanos);

    @BeforeEach
    void listen() {
        appender.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        appender.start();
        library.addAppender(appender);
        own.setLevel(Level.INFO);
        own.addAppender(appender);
        outages.afterPropertiesSet();
    }

    @AfterEach
    void stop() {
        outages.destroy();
        library.detachAppender(appender);
        own.detachAppender(appender);
        own.setLevel(null);
    }

    @Test
    void an_outage_is_one_line_for_each_cause_and_one_at_its_end() {
        connected = false;
        for (int time = 0; time < 100; time++) {
            library.warn("Exception while coordinating", new IllegalStateException(unavailable(null)));
            library.warn("Connecting failed", unavailable(new ConnectException("refused")));
            library.error("Cannot send", new AxonServerException(ErrorCategory.CONNECTION_FAILED, "closed", "client"));
        }
        nanos += AxonServerOutages.QUIET.toNanos();
        outages.logRecovery();
        connected = true;
        outages.logRecovery();
        outages.logRecovery();

        assertThat(messages())
                .containsExactly(
                        "Axon Server cannot be used: the connection broke. The node connects again as soon as that is possible.",
                        "Axon Server cannot be used: it accepts no connections. The node connects again as soon as that is possible.",
                        "Axon Server can be used again. The outage took 0 s, in which 300 messages of failures were dropped");
    }

    @Test
    void a_node_that_stops_has_no_outage() {
        outages.stopping();

        library.warn("Exception while coordinating", unavailable(null));

        assertThat(messages()).isEmpty();
    }

    @Test
    void another_failure_is_logged_as_it_is() {
        library.warn("A bug", new IllegalStateException("a bug"));
        library.warn(
                "Refused", Status.OUT_OF_RANGE.withDescription("[AXONIQ-2000]").asRuntimeException());

        assertThat(messages()).containsExactly("A bug", "Refused");
    }

    private static RuntimeException unavailable(Throwable cause) {
        return Status.UNAVAILABLE.withCause(cause).asRuntimeException();
    }

    private List<String> messages() {
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
