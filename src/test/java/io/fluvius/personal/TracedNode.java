package io.fluvius.personal;

import io.fluvius.FluviusApplication;
import io.fluvius.environment.HttpCalls;
import io.fluvius.http.TestRequest;
import io.fluvius.http.TestResponse;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** A node on an encrypted store, whose spans are kept. */
record TracedNode(ConfigurableApplicationContext application, int port) implements AutoCloseable {

    private static final List<String> SETTINGS = List.of(
            EncryptedStore.MODE,
            EncryptedStore.MASTER_KEY,
            "server.port=0",
            "fluvius.tracing.enabled=true",
            "management.tracing.export.otlp.enabled=false",
            "management.opentelemetry.tracing.export.schedule-delay=20ms");

    /** Not annotated as a component, so that the component scan of the application does not find it. */
    static class Exporter {

        @Bean
        InMemorySpanExporter spanExporter() {
            return InMemorySpanExporter.create();
        }
    }

    /**
     * Starts a node.
     *
     * @param settings each is {@code key=value}
     * @param atFirst runs as soon as the node accepts requests, before its start is complete
     */
    static TracedNode start(List<String> settings, Consumer<TracedNode> atFirst) {
        ApplicationListener<WebServerInitializedEvent> listener = event -> atFirst.accept(of(event));
        ConfigurableApplicationContext application = new SpringApplicationBuilder(
                        FluviusApplication.class, Exporter.class)
                .listeners(listener)
                .run(Stream.concat(SETTINGS.stream(), settings.stream())
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new));
        return new TracedNode(
                application, application.getEnvironment().getRequiredProperty("local.server.port", int.class));
    }

    private static TracedNode of(WebServerInitializedEvent event) {
        return new TracedNode(
                (ConfigurableApplicationContext) event.getApplicationContext(),
                event.getWebServer().getPort());
    }

    TestRequest request(String method, String path) {
        return new TestRequest(port, method, path);
    }

    TestResponse get(String path) {
        return request("GET", path).exchange();
    }

    TestResponse command(String key, String json) {
        return request("POST", "/api/commands/" + key).json(json).exchange();
    }

    /** All metrics; unlike other responses, they name classes. */
    String metrics() {
        return HttpCalls.response(uri("/actuator/prometheus").build()).body();
    }

    /** The changes after a position. */
    HttpCalls.Stream changes(String path, int after) {
        return HttpCalls.stream(
                uri(path).header("Last-Event-ID", String.valueOf(after)).build());
    }

    private HttpRequest.Builder uri(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    DSLContext dsl() {
        return application.getBean(DSLContext.class);
    }

    /** All spans so far, with their attributes and events, as text. */
    List<String> spans() {
        return application.getBean(InMemorySpanExporter.class).getFinishedSpanItems().stream()
                .map(Object::toString)
                .toList();
    }

    @Override
    public void close() {
        application.close();
    }
}
