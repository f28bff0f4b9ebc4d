package io.fluvius.operations;

import io.fluvius.database.DatabaseTrouble;
import java.io.IOException;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;

/** Runs a command of the command line on the store of an application, without its server and processors. */
public final class OfflineApplication {

    private OfflineApplication() {}

    /** What a command does with the application. */
    @FunctionalInterface
    public interface Action {
        void run(ApplicationContext context) throws IOException;
    }

    /**
     * Starts the application, runs an action, and stops it.
     *
     * @param options the settings of the command line
     * @param instead what to do if another process, which may be the server, uses the store
     * @return the exit code: 1 if the application could not be started, which is reported
     */
    public static int run(Class<?> application, List<String> options, String instead, Action action)
            throws IOException {
        ConfigurableApplicationContext context;
        try {
            context = start(application, options);
        } catch (RuntimeException failure) {
            // the application has logged it
            if (DatabaseTrouble.of(failure).equals(DatabaseTrouble.OTHER_PROCESS)) {
                System.err.println(instead);
            }
            return 1;
        }
        try (context) {
            action.run(context);
            return 0;
        }
    }

    private static ConfigurableApplicationContext start(Class<?> application, List<String> options) {
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .properties("logging.threshold.console=warn")
                .initializers(context ->
                        context.getBeanFactory().registerSingleton("lifecycleProcessor", new NothingStarts(context)))
                .run(options.toArray(String[]::new));
    }

    /** The processors and the server of the application are created, but not started. */
    private static final class NothingStarts extends DefaultLifecycleProcessor {

        NothingStarts(ConfigurableApplicationContext context) {
            // Spring does so for a bean, but not for a registered object, and would log a failure at the end
            setBeanFactory(context.getBeanFactory());
        }

        @Override
        public void onRefresh() {
            // starts nothing
        }
    }
}
