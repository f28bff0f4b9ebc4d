package io.fluvius.environment;

import io.fluvius.FluviusApplication;
import io.fluvius.http.TestRequest;
import io.fluvius.http.TestResponse;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An application on another database. */
public record OtherApplication(ConfigurableApplicationContext context) implements AutoCloseable {

    public static OtherApplication start(String profile, String... settings) {
        return new OtherApplication(new SpringApplicationBuilder(FluviusApplication.class)
                .profiles(profile)
                .run(Stream.concat(Stream.of("server.port=0"), Stream.of(settings))
                        .map(setting -> "--" + setting)
                        .toArray(String[]::new)));
    }

    public DSLContext dsl() {
        return context.getBean(DSLContext.class);
    }

    public TestRequest request(String method, String path) {
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return new TestRequest(port, method, path);
    }

    public TestResponse get(String path) {
        return request("GET", path).exchange();
    }

    public TestResponse command(String key, String json) {
        return request("POST", "/api/commands/" + key).json(json).exchange();
    }

    @Override
    public void close() {
        context.close();
    }
}
