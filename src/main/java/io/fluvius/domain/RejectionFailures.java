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

/** Classifies rejections. From another node only the reason arrives, as the details of an exception. */
final class RejectionFailures implements FailureClassifier {

    @Override
    public @Nullable Failure classify(Throwable exception) {
        return switch (exception) {
            case Rejected rejected -> rejection(rejected.reason());
            case HandlerExecutionException remote ->
                remote.getDetails().orElse(null) instanceof Record details && !(details instanceof Problem)
                        ? rejection(details)
                        : null;
            default -> null;
        };
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
