package io.fluvius.domain;

import io.fluvius.domain.record.Names;
import io.fluvius.domain.record.RecordType;
import io.fluvius.problem.Failure;
import io.fluvius.problem.FailureClassifier;
import io.fluvius.problem.Problem;
import io.fluvius.problem.ProblemCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.HandlerExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Classifies rejections by the details of their exception, which contain the reason. From another node only the details of
 * a {@link Rejected} arrive.
 */
final class RejectionFailures implements FailureClassifier {

    @Override
    public @Nullable Failure classify(Throwable exception) {
        return exception instanceof HandlerExecutionException failure
                        && failure.getDetails().orElse(null) instanceof Record reason
                        && !(reason instanceof Problem)
                ? rejection(reason)
                : null;
    }

    private static Failure rejection(Record reason) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("rejection", Names.kebab(reason.getClass()));
        for (RecordType.Component component : RecordType.of(reason.getClass()).components()) {
            Object value = component.get(reason);
            if (value != null) {
                members.put(component.name(), value);
            }
        }
        return Failure.permanent(new Problem(
                ProblemCode.REJECTED,
                "The command was rejected: " + Names.words(reason.getClass()),
                List.of(),
                members));
    }
}
