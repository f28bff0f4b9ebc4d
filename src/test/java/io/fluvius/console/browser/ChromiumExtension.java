package io.fluvius.console.browser;

import io.fluvius.environment.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Starts Chromium once for all tests, and leaves an empty window after each. A test that fails leaves a picture. */
final class ChromiumExtension implements ParameterResolver, AfterEachCallback {

    private static final Namespace CHROMIUM = Namespace.create(ChromiumExtension.class);

    /** It warns that it does not know the version of the protocol, of which these tests use what does not change. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private record Running(ChromeDriver driver) implements AutoCloseable {
        @Override
        public void close() {
            driver.quit();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == ChromeDriver.class;
    }

    @Override
    public ChromeDriver resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(CHROMIUM)
                .computeIfAbsent(Running.class, key -> start(context.getRequiredTestClass()), Running.class)
                .driver();
    }

    private static Running start(Class<?> test) {
        SELENIUM.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(Chromium.browser(test).toFile());
        options.addArguments(Chromium.arguments());
        // a page in the background works as one in front of it, except that it is hidden
        options.addArguments("--disable-background-timer-throttling", "--disable-renderer-backgrounding", "--lang=en");
        LoggingPreferences logged = new LoggingPreferences();
        logged.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logged);
        // with the path of the driver, Selenium looks for none on the network
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Chromium.driver(test).toFile())
                .withEnvironment(Map.of("SE_OFFLINE", "true", "SE_AVOID_STATS", "true"))
                .build();
        return new Running(new ChromeDriver(service, options));
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        Running running = context.getRoot().getStore(CHROMIUM).get(Running.class, Running.class);
        if (running == null) {
            return;
        }
        if (context.getExecutionException().isPresent()) {
            Path picture =
                    Path.of("target", "browser", context.getRequiredTestMethod().getName() + ".png");
            Files.createDirectories(picture.getParent());
            Files.write(picture, running.driver().getScreenshotAs(OutputType.BYTES));
        }
        new BrowserWindow(running.driver(), "").reset();
    }
}
