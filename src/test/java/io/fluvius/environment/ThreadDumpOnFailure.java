package io.fluvius.environment;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Prints what every platform thread is doing when a test fails: for tests that wait for other threads. */
public final class ThreadDumpOnFailure implements TestExecutionExceptionHandler {

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        System.out.println("Threads when " + context.getDisplayName() + " failed:");
        for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
            System.out.println("\"" + thread.getThreadName() + "\" " + thread.getThreadState() + " waits for "
                    + thread.getLockName() + " of " + thread.getLockOwnerName());
            for (StackTraceElement frame : thread.getStackTrace()) {
                System.out.println("    at " + frame);
            }
        }
        throw failure;
    }
}
