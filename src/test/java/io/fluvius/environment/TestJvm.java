package io.fluvius.environment;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.springframework.boot.logging.LoggingSystem;

/** The settings of every JVM that runs tests. JUnit finds this class as a service. */
public final class TestJvm implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        // applications boot at the same time, and each would reset the levels and the appenders of the log
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        // the databases end with the JVM; applications that are still open would wait for them
        System.setProperty("spring.main.register-shutdown-hook", "false");
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
        // far longer than anything takes, also on a machine that is busy with something else
        Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
    }
}
