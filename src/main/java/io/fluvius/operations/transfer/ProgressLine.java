package io.fluvius.operations.transfer;

import io.fluvius.operations.LogTransfer;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Prints the progress: on a terminal as a bar that moves, elsewhere as a line every ten seconds. Belongs to one thread.
 */
final class ProgressLine implements LogTransfer.Progress {

    private static final int WIDTH = 30;
    private static final Duration ON_TERMINAL = Duration.ofMillis(200);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);

    private final PrintStream target;
    private final boolean isTerminal;
    private final long start = System.nanoTime();
    private long nextPrint;

    ProgressLine(PrintStream target) {
        this(target, System.console() != null);
    }

    ProgressLine(PrintStream target, boolean isTerminal) {
        this.target = target;
        this.isTerminal = isTerminal;
        this.nextPrint = start + interval();
    }

    @Override
    public void at(long events, double done) {
        long now = System.nanoTime();
        if (now - nextPrint >= 0) {
            nextPrint = now + interval();
            print(text(events, done, Duration.ofNanos(now - start)));
        } else if (done >= 1 && isTerminal) {
            print(" ".repeat(WIDTH * 3) + "\r");
        }
    }

    /** For example {@code [###       ]  30 %, 300,000 events, 14 s left}. */
    static String text(long events, double done, Duration elapsed) {
        int filled = (int) (WIDTH * done);
        long left = done <= 0 ? 0 : Math.round(elapsed.toSeconds() * (1 - done) / done);
        return "[%s%s] %3d %%, %,d events, %s left"
                .formatted("#".repeat(filled), " ".repeat(WIDTH - filled), (int) (100 * done), events, duration(left));
    }

    private static String duration(long seconds) {
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }

    private void print(String text) {
        if (isTerminal) {
            target.print("\r" + text);
        } else {
            target.println(text);
        }
    }

    private long interval() {
        return (isTerminal ? ON_TERMINAL : ELSEWHERE).toNanos();
    }
}
