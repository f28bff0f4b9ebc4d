package io.fluvius.environment;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a class logs until this is closed, also for tests that run at the same time. */
public final class CapturedLog implements AutoCloseable {

    private final Logger logger;
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    public CapturedLog(Class<?> logging) {
        this(logging.getName());
    }

    /** @param name the name of a class that the test does not see, or of a package */
    public CapturedLog(String name) {
        logger = (Logger) LoggerFactory.getLogger(name);
        appender.start();
        logger.addAppender(appender);
    }

    /** Captures what every class logs. */
    public static CapturedLog ofEverything() {
        return new CapturedLog(Logger.ROOT_LOGGER_NAME);
    }

    /** Returns the messages so far that were logged with a stack trace. */
    public List<String> stackTraces() {
        synchronized (appender) {
            return appender.list.stream()
                    .filter(event -> event.getThrowableProxy() != null)
                    .map(event -> event.getFormattedMessage() + ": "
                            + event.getThrowableProxy().getClassName())
                    .toList();
        }
    }

    /** Returns all that was logged so far: messages with their stack traces. */
    public List<String> texts() {
        synchronized (appender) {
            return appender.list.stream()
                    .map(event -> event.getThrowableProxy() == null
                            ? event.getFormattedMessage()
                            : event.getFormattedMessage() + "\n"
                                    + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                    .toList();
        }
    }

    /** Returns the messages so far. */
    public List<String> messages() {
        synchronized (appender) {
            return appender.list.stream()
                    .map(ILoggingEvent::getFormattedMessage)
                    .toList();
        }
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }
}
