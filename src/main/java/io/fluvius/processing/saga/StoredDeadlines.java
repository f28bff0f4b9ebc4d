package io.fluvius.processing.saga;

import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import io.fluvius.problem.Redaction;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Axon's deadlines in the database. It is too late to cancel a deadline whose execution has begun, so this does nothing:
 * the deadline is executed if its saga has not ended. Axon would let the saga fail, and with it all sagas of the processor,
 * until the execution has ended: half a minute later if a killed process has begun it. Safe for use by many threads.
 */
final class StoredDeadlines extends DbSchedulerDeadlineManager {

    private static final Logger LOG = LoggerFactory.getLogger(StoredDeadlines.class);

    StoredDeadlines(Builder builder) {
        super(builder);
    }

    @Override
    protected void runOnPrepareCommitOrNow(Runnable deadlineCall) {
        super.runOnPrepareCommitOrNow(() -> {
            try {
                deadlineCall.run();
            } catch (TaskInstanceCurrentlyExecutingException tooLate) {
                LOG.debug("A deadline is executed, so it is not cancelled", Redaction.redact(tooLate));
            }
        });
    }
}
