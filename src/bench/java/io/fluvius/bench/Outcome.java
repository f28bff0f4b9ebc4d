package io.fluvius.bench;

import java.util.List;

/**
 * What measuring a workload gave.
 *
 * @param conditions under which circumstances, such as the version and settings of a database; Markdown, a line each
 */
public record Outcome(Figures figures, List<Goal> goals, List<String> conditions) {

    public Outcome {
        goals = List.copyOf(goals);
        conditions = List.copyOf(conditions);
    }
}
