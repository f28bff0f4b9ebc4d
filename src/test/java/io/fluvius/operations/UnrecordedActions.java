package io.fluvius.operations;

import io.fluvius.query.QueryPage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs every action and records none, for tests without an application. */
public final class UnrecordedActions implements OperatorActions {

    @Override
    public <R, X extends Exception> R run(
            String action, @Nullable String target, Map<String, ?> details, Work<R, X> work) throws X {
        return work.run();
    }

    @Override
    public Running start(String action, @Nullable String target, Map<String, ?> details) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void note(String action, @Nullable String target, Map<String, ?> details) {
        // is not recorded
    }

    @Override
    public QueryPage<OperatorAction> find(Filter filter, int limit, @Nullable String cursor) {
        throw new UnsupportedOperationException();
    }
}
