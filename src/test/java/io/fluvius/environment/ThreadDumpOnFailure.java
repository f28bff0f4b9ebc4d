package io.fluvius.environment;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what every platform thread is doing when a test fails: for tests that wait for other threads. */
public final class ThreadDumpOnFailure implements TestExecutionExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadDumpOnFailure.class);

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        StringBuilder dump = new StringBuilder();
        for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
            dump.append('"').append(thread.getThreadName()).append("\" ").append(thread.getThreadState());
            dump.append(" waits for ")
                    .append(thread.getLockName())
                    .append(" of ")
                    .append(thread.getLockOwnerName());
            for (StackTraceElement frame : thread.getStackTrace()) {
                dump.append("\n    at ").append(frame);
            }
            dump.append('\n');
        }
        LOG.error("Threads when {} failed:\n{}", context.getDisplayName(), dump);
        throw failure;
    }
}
