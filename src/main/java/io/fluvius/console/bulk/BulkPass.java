package io.fluvius.console.bulk;

import io.fluvius.command.CommandResponse;
import io.fluvius.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the aggregates of a {@link Bulk}: the preview, or the run. One thread makes the pass; others see how far it
 * is, and can pause and stop it.
 */
public final class BulkPass {

    /** Where a pass is. */
    public enum State {
        RUNNING,
        PAUSED,
        /** It was stopped before its end. */
        STOPPED,
        DONE
    }

    /**
     * A command that was refused.
     *
     * @param aggregate the id of the aggregate
     * @param problem why
     */
    public record Refusal(UUID aggregate, Problem problem) {}

    /**
     * Commands that were refused for the same reason.
     *
     * @param code the code of the problem
     * @param count how many
     * @param example one of them
     */
    public record Reason(String code, int count, Refusal example) {}

    private final int total;
    private final List<Refusal> refusals = new ArrayList<>();
    private State state = State.RUNNING;
    private int sent;
    private int accepted;
    private int quiet;

    BulkPass(int total) {
        this.total = total;
    }

    /** The pass as it is now, so that all that a page shows of it is of one moment. */
    synchronized BulkPass copy() {
        BulkPass copy = new BulkPass(total);
        copy.refusals.addAll(refusals);
        copy.state = state;
        copy.sent = sent;
        copy.accepted = accepted;
        copy.quiet = quiet;
        return copy;
    }

    /** Waits while the pass is paused, and returns whether a further command is to be sent. */
    synchronized boolean sendsNext() throws InterruptedException {
        while (state == State.PAUSED) {
            wait();
        }
        if (state != State.RUNNING) {
            return false;
        }
        sent++;
        return true;
    }

    /** @param isQuiet whether the command has no events */
    synchronized void add(CommandResponse response, boolean isQuiet, UUID aggregate) {
        Problem error = response.error();
        if (error != null) {
            refusals.add(new Refusal(aggregate, error));
        } else if (isQuiet) {
            quiet++;
        } else {
            accepted++;
        }
    }

    synchronized void pause() {
        change(State.RUNNING, State.PAUSED);
    }

    synchronized void resume() {
        change(State.PAUSED, State.RUNNING);
    }

    /** No further command is sent. Those that were sent end. */
    synchronized void stop() {
        if (isGoing()) {
            state = State.STOPPED;
            notifyAll();
        }
    }

    /** All commands that were sent have ended. */
    synchronized void end() {
        if (isGoing()) {
            state = done() == total ? State.DONE : State.STOPPED;
        }
    }

    private void change(State from, State to) {
        if (state == from) {
            state = to;
            notifyAll();
        }
    }

    public synchronized boolean isGoing() {
        return state == State.RUNNING || state == State.PAUSED;
    }

    public synchronized State state() {
        return state;
    }

    public int total() {
        return total;
    }

    /** How many commands were sent, in the order of the aggregates. */
    synchronized int sent() {
        return sent;
    }

    public synchronized int done() {
        return accepted + quiet + refusals.size();
    }

    /** How many commands were accepted and have events. */
    public synchronized int accepted() {
        return accepted;
    }

    /** How many commands were accepted and have no event, because nothing changes. */
    public synchronized int quiet() {
        return quiet;
    }

    public synchronized List<Refusal> refusals() {
        return List.copyOf(refusals);
    }

    /** The refusals by their codes, each with the first of them. */
    public List<Reason> reasons() {
        Map<String, @Nullable Reason> reasons = new TreeMap<>();
        for (Refusal refusal : refusals()) {
            reasons.merge(
                    refusal.problem().code().text(),
                    new Reason(refusal.problem().code().text(), 1, refusal),
                    (sum, one) -> new Reason(sum.code(), sum.count() + 1, sum.example()));
        }
        return List.copyOf(reasons.values());
    }
}
