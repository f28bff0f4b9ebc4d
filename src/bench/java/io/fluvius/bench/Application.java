package io.fluvius.bench;

import io.fluvius.FluviusApplication;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** The application within this process, without the JPA that its peers bring along. Serves HTTP on a free port. */
public final class Application implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Application(ConfigurableApplicationContext context) {
        this.context = context;
    }

    public static Application start(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("server.port", "0");
        all.put(
                "spring.autoconfigure.exclude",
                HibernateJpaAutoConfiguration.class.getName() + ","
                        + DataJpaRepositoriesAutoConfiguration.class.getName());
        return new Application(new SpringApplicationBuilder(FluviusApplication.class)
                .registerShutdownHook(false)
                .run(arguments(all)));
    }

    private static String[] arguments(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }

    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** {@code http://127.0.0.1:8080}. */
    public String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    @Override
    public void close() {
        context.close();
    }
}
