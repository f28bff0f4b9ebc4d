package io.fluvius.bench;

import java.util.List;

/**
 * The result of a workload.
 *
 * @param conditions the conditions of the measurement, such as the version and settings of a database; Markdown, one line each
 */
public record WorkloadResult(Measurements measurements, List<Goal> goals, List<String> conditions) {

    public WorkloadResult {
        goals = List.copyOf(goals);
        conditions = List.copyOf(conditions);
    }
}
