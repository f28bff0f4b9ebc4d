package io.fluvius.environment;

import io.axoniq.axonserver.grpc.control.ClientIdentification;
import io.axoniq.axonserver.grpc.control.NodeInfo;
import io.axoniq.axonserver.grpc.control.PlatformServiceGrpc;
import io.fluvius.domain.Position;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.annotation.Order;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.ActiveProfilesResolver;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * The Axon Server that {@code -Dfluvius.test.axonserver=host:port} names. With it, the journeys on PostgreSQL run with their
 * events in that server, and PostgreSQL stores the rest. The server loses its events, and so must be in development mode. It
 * has one log, and sends commands to every application, so an application is closed before another one starts.
 */
public final class TestAxonServer {

    public static final String PROPERTY = "fluvius.test.axonserver";

    private static @Nullable ConfigurableApplicationContext current;

    private TestAxonServer() {}

    /** Connects an application to the empty server. */
    static synchronized void connect(ConfigurableApplicationContext application) {
        TestPropertyValues.of(emptied()).applyTo(application);
        current = application;
    }

    /** Whether the test class runs on Axon Server. */
    static boolean isUsedBy(Class<?> test) {
        return System.getProperty(PROPERTY) != null
                && isJourney(test)
                && !MergedAnnotations.from(test, SearchStrategy.TYPE_HIERARCHY).isPresent(EventsInDatabase.class);
    }

    private static boolean isJourney(Class<?> test) {
        return test.getSimpleName().endsWith("Journey")
                || test.getSuperclass() != null && isJourney(test.getSuperclass())
                || test.getEnclosingClass() != null && isJourney(test.getEnclosingClass());
    }

    /**
     * Closes the application that is connected, removes all events, and returns the settings that connect an application in
     * the profile {@code axonserver}.
     */
    public static synchronized String[] emptied() {
        if (current != null) {
            current.close();
            current = null;
        }
        HttpResponse<String> response = http("DELETE", "/v1/devmode/purge-events");
        if (response.statusCode() != 200) {
            throw new IllegalStateException("The events of Axon Server cannot be removed: status "
                    + response.statusCode() + ". Start it with axoniq.axonserver.devmode.enabled=true.");
        }
        return new String[] {"axon.axonserver.servers=" + System.getProperty(PROPERTY)};
    }

    /** Sends a request without a body to the REST API of the server. */
    public static HttpResponse<String> http(String method, String path) {
        NodeInfo node = node();
        URI uri = URI.create("http://" + host() + ":" + node.getHttpPort() + path);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(uri)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new IllegalStateException("Axon Server does not answer at " + uri, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The number of events in the server, whose positions have no gaps. The head that it reports may be an old one. */
    public static int events(EventStore store) {
        Position last = Position.of(store.createHeadToken());
        try (BlockingStream<TrackedEventMessage<?>> stream = store.openStream(last.token())) {
            while (stream.hasNextAvailable(300, TimeUnit.MILLISECONDS)) {
                last = Position.of(stream.nextAvailable().trackingToken());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return (int) last.index() + 1;
    }

    private static String host() {
        return System.getProperty(PROPERTY).replaceFirst(":\\d+$", "");
    }

    public static int port() {
        return Integer.parseInt(System.getProperty(PROPERTY).replaceFirst("^.*:", ""));
    }

    private static NodeInfo node() {
        ManagedChannel channel =
                ManagedChannelBuilder.forAddress(host(), port()).usePlaintext().build();
        try {
            return PlatformServiceGrpc.newBlockingStub(channel)
                    .getPlatformServer(ClientIdentification.newBuilder()
                            .setClientId("tests")
                            .setComponentName("tests")
                            .build())
                    .getPrimary();
        } finally {
            channel.shutdownNow();
        }
    }

    /** The profile of a class on PostgreSQL. */
    static final class Profile implements ActiveProfilesResolver {

        @Override
        public String[] resolve(Class<?> test) {
            return new String[] {isUsedBy(test) ? "axonserver" : "postgres"};
        }
    }

    /** Removes an application that was closed for another one from the cache, before other listeners look for it. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    public static final class Eviction implements TestExecutionListener {

        @Override
        public void beforeTestClass(TestContext context) {
            if (isUsedBy(context.getTestClass()) && context.hasApplicationContext() && !isActive(context)) {
                context.markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
            }
        }

        private static boolean isActive(TestContext context) {
            try {
                return context.getApplicationContext() != null;
            } catch (IllegalStateException closed) {
                return false;
            }
        }
    }
}
