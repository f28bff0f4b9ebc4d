package io.fluvius.operations.monitoring;

import io.fluvius.domain.Position;
import io.fluvius.processing.SurveyedProcessor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the stores said at one time. Immutable.
 *
 * @param schema the version of the tables; null when no migration has been recorded
 * @param head the position of the last event
 */
record Sample(@Nullable String schema, Position head, List<SurveyedProcessor> processors) {

    Optional<SurveyedProcessor> processor(String name) {
        return processors.stream()
                .filter(processor -> processor.name().equals(name))
                .findFirst();
    }
}
