package io.fluvius.projection;

import java.util.ArrayList;
import java.util.List;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.ExecuteType;

/** Counts the statements sent to the database: the reads, and the number of rows of each write. */
@SuppressWarnings("serial")
final class StatementCounter implements ExecuteListener {

    int reads;
    final transient List<Integer> rowsWritten = new ArrayList<>();

    private int bound;

    @Override
    public void bindEnd(ExecuteContext context) {
        bound++;
    }

    @Override
    public void end(ExecuteContext context) {
        if (context.type() == ExecuteType.READ) {
            reads++;
        } else if (context.type() == ExecuteType.BATCH) {
            rowsWritten.add(bound);
        } else {
            rowsWritten.add(context.rows());
        }
        bound = 0;
    }

    void reset() {
        reads = 0;
        rowsWritten.clear();
    }
}
