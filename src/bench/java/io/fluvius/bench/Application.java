package io.fluvius.bench;

import static org.awaitility.Awaitility.await;

import io.fluvius.FluviusApplication;
import io.fluvius.domain.Position;
import io.fluvius.problem.ProblemCode;
import io.fluvius.problem.ProblemException;
import io.fluvius.query.Filter;
import io.fluvius.query.StateManager;
import io.fluvius.user.UserView;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** The application in this process, without the JPA of its peers. Serves HTTP on a free port. */
public final class Application implements AutoCloseable {

    private static final Duration STATE_TIMEOUT = Duration.ofHours(1);
    private static final Duration READ_WAIT = Duration.ofSeconds(10);
    private static final UUID UNKNOWN_ID = new UUID(0, 0);

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

    /** Creates the tables of the application and the tokens of its processors by starting and stopping the application. */
    public static void migrate(Database database) {
        try (Application application = start(database.settings())) {
            DSLContext tables = application.bean(DSLContext.class);
            await().until(() -> tables.fetchExists(DSL.table(DSL.name("token_entry"))));
        }
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** The port on which the application serves HTTP. */
    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Waits until the state includes all stored events. */
    public void awaitState() {
        Long head = bean(DSLContext.class)
                .select(DSL.max(DSL.field(DSL.name("global_index"), Long.class)))
                .from(DSL.table(DSL.name("domain_event")))
                .fetchSingle()
                .value1();
        await().atMost(STATE_TIMEOUT).until(() -> head == null || includes(new Position(head)));
    }

    private boolean includes(Position position) {
        try {
            bean(StateManager.class)
                    .after(position, READ_WAIT)
                    .find(UserView.class, Filter.where("id", UNKNOWN_ID))
                    .toList();
            return true;
        } catch (ProblemException notYet) {
            if (notYet.problem().code() != ProblemCode.CONSISTENCY_TIMEOUT) {
                throw notYet;
            }
            return false;
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
